// What a Service is to DNS and to the Pods, and how a headless one for a StatefulSet is written.

import type { PlainObject, PlainValue } from '../kubernetes/plain-value.ts';
import type { Resource } from '../workspace/snapshot.ts';
import { containersOf, podTemplateOf } from './pod-templates.ts';

/** Headless is `clusterIPs: [None]`, which the server also makes of `clusterIP: None` (behaviour reference 3). */
export function isHeadless(service: Resource<'Service'>): boolean {
  const spec = service.object.spec;
  return spec?.type !== 'ExternalName' && (spec?.clusterIP ?? spec?.clusterIPs?.[0]) === 'None';
}

export function isExternalName(service: Resource<'Service'>): boolean {
  return service.object.spec?.type === 'ExternalName';
}

export function hasSelector(service: Resource<'Service'>): boolean {
  return Object.keys(service.object.spec?.selector ?? {}).length > 0;
}

/** The labels by which a Service can find a StatefulSet's Pods: what its own selector asks of them. */
export function selectorLabelsOf(set: Resource<'StatefulSet'>): Readonly<Record<string, string>> {
  const wanted = set.object.spec?.selector?.matchLabels;
  if (wanted !== undefined && Object.keys(wanted).length > 0) return wanted;
  return podTemplateOf(set)?.labels ?? {};
}

/** A headless Service for the set: its name, the set's own selector, its containers' ports. */
export function headlessServiceFor(set: Resource<'StatefulSet'>, name: string): PlainObject {
  const labels = selectorLabelsOf(set);
  const ports = servicePortsFor(set);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name,
      ...(set.manifest.namespace === undefined ? {} : { namespace: set.manifest.namespace }),
      labels: { ...labels },
    },
    spec: { clusterIP: 'None', selector: { ...labels }, ...(ports.length === 0 ? {} : { ports }) },
  };
}

function servicePortsFor(set: Resource<'StatefulSet'>): readonly PlainValue[] {
  const template = podTemplateOf(set);
  if (template === undefined) return [];
  const declared = containersOf(template).flatMap(({ container, isInit }) => (isInit ? [] : (container.ports ?? [])));
  const seen = new Set<string>();
  const ports: PlainValue[] = [];
  for (const { name, containerPort, protocol } of declared) {
    const key = `${containerPort}/${protocol ?? 'TCP'}`;
    if (seen.has(key)) continue;
    seen.add(key);
    ports.push({
      name: name ?? `port-${containerPort}`,
      port: containerPort,
      ...(protocol === undefined || protocol === 'TCP' ? {} : { protocol }),
    });
  }
  return ports;
}
