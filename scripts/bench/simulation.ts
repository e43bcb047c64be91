// The cost of the simulation itself, in this process: effective objects in, settled states out, as in editor and page.

import { performance } from 'node:perf_hooks';
import { DEFAULT_PROFILE } from '../../server/src/core/kubernetes/cluster-profile.ts';
import type { KnownKind } from '../../server/src/core/kubernetes/objects.ts';
import type { PlainObject } from '../../server/src/core/kubernetes/plain-value.ts';
import { scale, setImage } from '../../server/src/core/simulation/kubectl/set-commands.ts';
import { effective } from '../../server/src/core/simulation/scenario/manifest-file.ts';
import {
  apply,
  createSimulation,
  type EffectiveObject,
  settleWindow,
} from '../../server/src/core/simulation/simulation.ts';

export interface SimulationFigure {
  readonly work: string;
  readonly milliseconds: number;
}

export function simulationFigures(): readonly SimulationFigure[] {
  return [
    { work: 'deploy 3 replicas × 1 claim', milliseconds: play(3, 1, false) },
    { work: 'deploy, roll out and scale 100 replicas × 3 claims × 300 volumes', milliseconds: play(100, 3, true) },
    { work: 'deploy, roll out and scale 1,000 replicas × 3 claims × 3,000 volumes', milliseconds: play(1000, 3, true) },
  ];
}

/** Median of some runs, the first ones left out: the engine warms up as in an editor. */
function play(replicas: number, claims: number, isRolled: boolean): number {
  const objects = objectsFor(replicas, claims);
  const samples: number[] = [];
  const runs = replicas > 500 ? 5 : 25;
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    const simulation = createSimulation({ profile: DEFAULT_PROFILE });
    apply(simulation.cluster, objects);
    settleWindow(simulation);
    if (isRolled) {
      setImage(simulation.cluster, 'web', undefined, 'example/app:2');
      settleWindow(simulation);
      scale(simulation.cluster, 'web', Math.floor(replicas / 2));
      settleWindow(simulation);
    }
    if (run >= runs / 3) samples.push(performance.now() - started);
  }
  return samples.sort((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN;
}

function objectsFor(replicas: number, claims: number): readonly EffectiveObject[] {
  const names = Array.from({ length: claims }, (_, index) => `data-${index}`);
  const make = (kind: KnownKind, value: PlainObject): EffectiveObject =>
    effective(kind, { kind, ...value }, DEFAULT_PROFILE);
  const volumes = Array.from({ length: replicas * claims }, (_, index) =>
    make('PersistentVolume', {
      apiVersion: 'v1',
      metadata: { name: `volume-${index}` },
      spec: {
        storageClassName: 'static',
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        nfs: { server: 'files', path: `/${index}` },
      },
    }),
  );
  const service = make('Service', {
    apiVersion: 'v1',
    metadata: { name: 'web' },
    spec: { clusterIP: 'None', selector: { app: 'web' }, ports: [{ name: 'http', port: 80 }] },
  });
  const set = make('StatefulSet', {
    apiVersion: 'apps/v1',
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
  });
  return [...volumes, service, set];
}
