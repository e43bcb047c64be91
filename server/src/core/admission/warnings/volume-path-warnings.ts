// Files of one volume that would lie in each other's place (Z11, Z12).

import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { child, type FieldPath, item, placeOf } from '../field-path.ts';
import { isSet, objectOf, objectsOf, textOf } from '../read.ts';
import { goQuoted } from '../server-value.ts';
import type { Warnings } from './collect.ts';

interface TargetPath {
  readonly path: string;
  /** What puts the file there; empty where the volume has one source only. */
  readonly source: string;
}

export function volumePathWarnings(warnings: Warnings, spec: PlainObject, path: FieldPath): void {
  for (const [index, volume] of objectsOf(spec, 'volumes').entries()) {
    const at = placeOf(item(child(path, 'volumes'), index));
    const name = goQuoted(textOf(volume, 'name'));
    const warn = (what: string, pairs: readonly string[]): void => {
      for (const pair of pairs) warnings.add('Z12', at, `volume ${name} (${what}): overlapping paths: ${pair}`);
    };
    const configMap = objectOf(volume, 'configMap');
    if (configMap) warn(`ConfigMap ${goQuoted(textOf(configMap, 'name'))}`, overlaps(targetsOf(configMap, '')));
    const secret = objectOf(volume, 'secret');
    if (secret) warn(`Secret ${goQuoted(textOf(secret, 'secretName'))}`, overlaps(targetsOf(secret, '')));
    const downward = objectOf(volume, 'downwardAPI');
    if (downward) warn('DownwardAPI', overlaps(targetsOf(downward, '')));
    const projected = objectOf(volume, 'projected');
    if (!projected) continue;
    const targets: TargetPath[] = [];
    const pairs: string[] = [];
    let latest: readonly TargetPath[] = [];
    for (const source of objectsOf(projected, 'sources')) {
      if (!sources.some((kind) => isSet(source, kind))) {
        for (const pair of pairs.splice(0)) warn('Projected', [pair]);
        warnings.add('Z11', at, `volume ${name} (Projected) has no sources provided`);
        continue;
      }
      // Up to 1.33 a source without listed files is taken for the one before it, which then collides with itself.
      latest = sourceTargets(source) ?? (warnings.profile.minor < 34 ? latest : []);
      for (const target of latest) {
        const trimmed = trimmedTarget(target);
        pairs.push(...collisions(targets, trimmed));
        targets.push(trimmed);
      }
    }
    warn('Projected', pairs);
  }
}

const sources = ['configMap', 'secret', 'downwardAPI', 'serviceAccountToken', 'clusterTrustBundle', 'podCertificate'];

/** Of a source with several kinds only the first counts; `undefined` where none lists its files. */
function sourceTargets(source: PlainObject): readonly TargetPath[] | undefined {
  for (const [kind, label] of [
    ['configMap', 'ConfigMap'],
    ['secret', 'Secret'],
  ] as const) {
    const files = objectOf(source, kind);
    if (files && isSet(files, 'items')) return targetsOf(files, `${label} ${goQuoted(textOf(files, 'name'))}`);
  }
  const downward = objectOf(source, 'downwardAPI');
  if (downward && isSet(downward, 'items')) return targetsOf(downward, 'DownwardAPI');
  const token = objectOf(source, 'serviceAccountToken');
  if (token) return [{ path: textOf(token, 'path'), source: 'ServiceAccountToken' }];
  const bundle = objectOf(source, 'clusterTrustBundle');
  if (bundle) {
    const name = isSet(bundle, 'name') ? textOf(bundle, 'name') : textOf(bundle, 'signerName');
    return [{ path: textOf(bundle, 'path'), source: `ClusterTrustBundle ${goQuoted(name)}` }];
  }
  const certificate = objectOf(source, 'podCertificate');
  if (!certificate) return undefined;
  const kinds = [
    ['certificateChainPath', 'PodCertificate chain'],
    ['keyPath', 'PodCertificate key'],
    ['credentialBundlePath', 'PodCertificate credential bundle'],
  ] as const;
  return kinds
    .filter(([field]) => textOf(certificate, field) !== '')
    .map(([field, label]) => ({ path: textOf(certificate, field), source: label }));
}

function targetsOf(files: PlainObject, source: string): readonly TargetPath[] {
  return objectsOf(files, 'items').map((file) => ({ path: textOf(file, 'path'), source }));
}

function trimmedTarget(target: TargetPath): TargetPath {
  return { ...target, path: target.path.replace(/\/+$/, '') };
}

function overlaps(targets: readonly TargetPath[]): readonly string[] {
  const seen: TargetPath[] = [];
  const pairs: string[] = [];
  for (const target of targets) {
    const trimmed = trimmedTarget(target);
    pairs.push(...collisions(seen, trimmed));
    seen.push(trimmed);
  }
  return pairs;
}

/** The pairs of a path and every earlier one that is equal to it, above it or below it. */
function collisions(seen: readonly TargetPath[], target: TargetPath): readonly string[] {
  if (target.path === '') return [];
  return seen
    .filter(
      ({ path }) =>
        path !== '' && (`${path}/`.startsWith(`${target.path}/`) || `${target.path}/`.startsWith(`${path}/`)),
    )
    .map((other) => `${shown(target)} with ${shown(other)}`);
}

function shown(target: TargetPath): string {
  return target.source === '' ? goQuoted(target.path) : `${goQuoted(target.path)} (${target.source})`;
}
