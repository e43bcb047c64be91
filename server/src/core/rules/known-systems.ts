// What is known about systems that often run in StatefulSets. Data only; one entry per system.

import { containersOf, type PodTemplate } from './pod-templates.ts';

export interface KnownSystem {
  readonly name: string;
  /** The last part of the image's name, without tag. */
  readonly image: RegExp;
  /** Members vote, so that an even number of them tolerates no more losses than one fewer. */
  readonly votes: boolean;
  /** The readiness of a member, asked at these paths, needs the others. */
  readonly readyPaths?: RegExp;
}

export const KNOWN_SYSTEMS: readonly KnownSystem[] = [
  { name: 'ZooKeeper', image: /^(kubernetes-)?zookeeper$|^cp-zookeeper$/, votes: true },
  { name: 'etcd', image: /^etcd$/, votes: true, readyPaths: /^\/(health|readyz)\b/ },
  { name: 'Consul', image: /^consul$/, votes: true },
];

/** The system that the containers run, by their images; sidecars that are no system do not count. */
export function systemOf(template: PodTemplate): KnownSystem | undefined {
  for (const { container, isInit } of containersOf(template)) {
    if (isInit) continue;
    const name = (container.image ?? '').split('@')[0]?.split('/').at(-1)?.split(':')[0] ?? '';
    const system = KNOWN_SYSTEMS.find(({ image }) => image.test(name));
    if (system !== undefined) return system;
  }
  return undefined;
}
