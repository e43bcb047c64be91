import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import type { ObjectTypes } from '../../../../server/src/core/kubernetes/objects.ts';
import { surveyDns } from '../../../../server/src/core/simulation/dns/dns-survey.ts';
import type { Pod, Service } from '../../../../server/src/core/simulation/dns/endpoint-slices.ts';

// The settled Pods of each recorded window, with addresses of our own, and the Services applied until then: endpoints
// and DNS answers must be those that were recorded. Controllers take no part.

const golden = join(import.meta.dirname, '../../../golden');
const cases = readdirSync(join(golden, 'cases/simulation'));
type StatefulSet = ObjectTypes['StatefulSet'];

interface RecordedPod {
  readonly namespace?: string;
  readonly name: string;
  readonly phase?: string;
  readonly ready?: boolean;
  readonly deleting?: boolean;
  readonly hostname?: string;
  readonly subdomain?: string;
  readonly revision?: string;
  readonly labels?: Record<string, string>;
  readonly owners?: readonly { kind: string; name: string }[];
}

interface RecordedState {
  readonly pods: readonly RecordedPod[];
  readonly sets: readonly { name: string }[];
  readonly endpoints: readonly { service: string; namespace?: string }[];
  readonly dns: readonly { type: string; name: string }[];
}

interface Recording {
  readonly steps: readonly { step: number; do: Record<string, unknown> }[];
  readonly timeline: readonly { until: number }[];
  readonly settled: readonly RecordedState[];
}

for (const version of ['1.34', '1.37']) {
  for (const name of cases) {
    const number = name.slice(0, 3);
    const text = readFileSync(join(golden, `recordings/${version}/simulation/s${number}.json`), 'utf8');
    const recording = JSON.parse(text) as Recording;
    if (!recording.settled.some(({ endpoints }) => endpoints.length > 0)) continue;
    test(`endpoints and DNS of ${name} on ${version}`, () => {
      const services = new Map<string, Service>();
      const sets = new Map<string, StatefulSet>();
      const templates = new Map<string, StatefulSet[]>();
      const applied = new Set<number>();
      recording.settled.forEach((state, window) => {
        for (const { step, do: action } of recording.steps) {
          if (step > (recording.timeline[window]?.until ?? 0) || applied.has(step)) continue;
          applied.add(step);
          const { existing } = (action['cluster'] ?? {}) as { existing?: string };
          for (const file of [existing, action['apply']])
            if (typeof file === 'string') read(name, file, services, sets, templates);
        }
        const pods = state.pods.map((pod, at) => podOf(pod, at, templates));
        const survey = surveyDns({
          clusterDomain: 'cluster.local',
          namespaces: new Set(['default', 'data', 'messaging', 'platform', 'search']),
          services: [...services.values()],
          statefulSets: [...sets.values()].filter(({ metadata }) =>
            state.sets.some((set) => set.name === metadata?.name),
          ),
          pods,
        });
        assert.deepEqual(plain(survey.endpoints), state.endpoints, `endpoints of window ${window}`);
        const byKey = (a: { type: string; name: string }, b: typeof a) =>
          `${a.type} ${a.name}` < `${b.type} ${b.name}` ? -1 : 1;
        assert.deepEqual(plain(survey.dns).toSorted(byKey), state.dns.toSorted(byKey), `answers of window ${window}`);
      });
    });
  }
}

function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function read(
  name: string,
  file: string,
  services: Map<string, Service>,
  sets: Map<string, StatefulSet>,
  templates: Map<string, StatefulSet[]>,
): void {
  for (const document of parseAllDocuments(readFileSync(join(golden, 'cases/simulation', name, file), 'utf8'))) {
    const object = document.toJS({}) as Service | StatefulSet | null;
    if (!object) continue;
    const key = object.metadata?.name ?? '';
    if (object.kind === 'StatefulSet') {
      const known = templates.get(key) ?? [];
      const isKnown = known.some(
        ({ spec }) => JSON.stringify(spec?.template) === JSON.stringify(object.spec?.template),
      );
      templates.set(key, isKnown ? known : [...known, object]);
      sets.set(key, object);
    } else if (object.kind === 'Service') {
      const isAllocated = object.spec?.type !== 'ExternalName' && !object.spec?.clusterIP;
      const clusterIP = `10.96.0.${services.size + 10}`;
      services.set(key, isAllocated ? { ...object, spec: { ...object.spec, clusterIP } } : object);
    }
  }
}

function podOf(pod: RecordedPod, at: number, templates: ReadonlyMap<string, readonly StatefulSet[]>): Pod {
  const known = templates.get(pod.owners?.find(({ kind }) => kind === 'StatefulSet')?.name ?? '') ?? [];
  const template = known[Number(pod.revision?.slice(1) ?? 1) - 1] ?? known.at(-1);
  const isStarted = pod.phase !== undefined && pod.phase !== 'Pending';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: pod.name,
      namespace: pod.namespace ?? 'default',
      ...(pod.labels ? { labels: pod.labels } : {}),
      ...(pod.deleting ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
    },
    spec: {
      containers: template?.spec?.template.spec?.containers ?? [],
      ...(pod.hostname ? { hostname: pod.hostname } : {}),
      ...(pod.subdomain ? { subdomain: pod.subdomain } : {}),
    },
    status: {
      ...(isStarted ? { podIP: `10.244.0.${at + 1}`, podIPs: [{ ip: `10.244.0.${at + 1}` }] } : {}),
      ...(pod.phase ? { phase: pod.phase as 'Running' } : {}),
      conditions: [{ type: 'Ready', status: pod.ready ? 'True' : 'False' }],
    },
  };
}
