// The cost of the simulation, in this process.

import { performance } from 'node:perf_hooks';
import { DEFAULT_PROFILE } from '../../server/src/core/kubernetes/cluster-profile.ts';
import { runScenario } from '../../server/src/core/simulation/scenario/run-scenario.ts';

export interface SimulationFigure {
  readonly work: string;
  readonly milliseconds: number;
}

export function simulationFigures(): readonly SimulationFigure[] {
  const small = '- apply: web.yaml\n- settle: {}\n';
  const large =
    '- cluster: {nodes: 1}\n'.replace('{nodes: 1}', '{}') +
    '- apply: web.yaml\n- settle: {}\n- setImage: {name: web, image: example/app:2}\n- settle: {}\n- scale: {name: web, replicas: 500}\n- settle: {}\n';
  return [
    { work: 'deploy 3 replicas', milliseconds: play(small, manifests(3, 1, 0)) },
    {
      work: 'deploy, roll and scale 100 replicas × 3 claims × 300 volumes',
      milliseconds: play(large.replace('500', '50'), manifests(100, 3, 300)),
    },
    {
      work: 'deploy, roll and scale 1,000 replicas × 3 claims × 3,000 volumes',
      milliseconds: play(large, manifests(1000, 3, 3000)),
    },
  ];
}

/** Median of some runs, the first ones left out: the engine warms up as in an editor. */
function play(steps: string, text: string): number {
  const samples: number[] = [];
  for (let run = 0; run < 7; run += 1) {
    const started = performance.now();
    const { problems } = runScenario(
      'steps.yaml',
      steps,
      { read: () => text },
      { profile: DEFAULT_PROFILE, format: 'human' },
    );
    if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
    if (run > 1) samples.push(performance.now() - started);
  }
  return samples.sort((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN;
}

function manifests(replicas: number, claims: number, volumes: number): string {
  const names = Array.from({ length: claims }, (_, index) => `data-${index}`);
  const documents = [
    'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {clusterIP: None, selector: {app: web}, ports: [{name: http, port: 80}]}\n',
    JSON.stringify({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'web' },
      spec: {
        serviceName: 'web',
        replicas,
        podManagementPolicy: 'Parallel',
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: {
            containers: [
              {
                name: 'main',
                image: 'example/app:1',
                volumeMounts: names.map((name) => ({ name, mountPath: `/${name}` })),
              },
            ],
          },
        },
        volumeClaimTemplates: names.map((name) => ({
          metadata: { name },
          spec: {
            storageClassName: 'static',
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
          },
        })),
      },
    }),
    ...Array.from({ length: volumes }, (_, index) =>
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: `volume-${index}` },
        spec: {
          storageClassName: 'static',
          capacity: { storage: '1Gi' },
          accessModes: ['ReadWriteOnce'],
          nfs: { server: 's', path: `/${index}` },
        },
      }),
    ),
  ];
  return documents.join('\n---\n');
}
