// Whether somebody relies on the names of a set's Pods, or on its Service's name to find them all.

import type { Resource, UnitView } from '../../workspace/snapshot.ts';
import { podTemplateOf } from '../pod-templates.ts';
import { isHostAddress, knownAddressesOf } from './known-addresses.ts';
import { placedTextsOf } from './placed-texts.ts';

/** Looks at the set itself and the ConfigMaps that its Pods use. */
export function usesPodNames(set: Resource<'StatefulSet'>, unit: UnitView): boolean {
  const isAboutSet = (resource: Resource) =>
    knownAddressesOf(resource, unit).some((address) => address.set === set && isHostAddress(address));
  return isAboutSet(set) || configMapsOf(set, unit).some(isAboutSet);
}

/** The ConfigMaps of the unit that the Pods mount or take variables from. */
export function configMapsOf(set: Resource<'StatefulSet'>, unit: UnitView): readonly Resource<'ConfigMap'>[] {
  const spec = podTemplateOf(set)?.spec;
  const names = new Set<string>();
  for (const volume of spec?.volumes ?? []) {
    if (volume.configMap?.name) names.add(volume.configMap.name);
    for (const source of volume.projected?.sources ?? []) if (source.configMap?.name) names.add(source.configMap.name);
  }
  for (const container of [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])]) {
    for (const source of container.envFrom ?? []) if (source.configMapRef?.name) names.add(source.configMapRef.name);
    for (const { valueFrom } of container.env ?? [])
      if (valueFrom?.configMapKeyRef?.name) names.add(valueFrom.configMapKeyRef.name);
  }
  return [...names].flatMap((name) => unit.find('ConfigMap', set.namespace, name) ?? []);
}

/**
 * Whether the Pods look their peers up under the Service's own name: then one address, that of the Service, is all
 * that they get of a Service that is not headless.
 */
export function discoversByServiceName(set: Resource<'StatefulSet'>, serviceName: string): boolean {
  const name = serviceName.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const lookup = new RegExp(
    String.raw`(_[-a-z0-9]+\._(tcp|udp|sctp)\.|(dns(srv)?(noa)?\+|dns[_.-]?query["']?[=:]\s*|\b(nslookup|dig|host|peer-finder|getent\s+a?hosts(v4)?)\s[^\n|;&]*?)(?<![-.\w]))${name}(?![-\w])`,
    'i',
  );
  const seeds = new RegExp(String.raw`^(\w+:\/\/)?${name}(\.[-\w.$(){}]+)?(:\d+)?$`);
  return placedTextsOf(set).some(
    ({ text, label }) =>
      lookup.test(text) ||
      (/seed[_.-]?hosts|dns[_.-]?query|discovery[_.-]?(dns|hosts|svc)|cluster[_.-]?dns/i.test(label) &&
        seeds.test(text)),
  );
}
