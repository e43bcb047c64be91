// The Warning headers that come with an accepted object (Z1 to Z17; Kubernetes `pkg/api/*/warnings.go`).

import type { ClusterProfile } from '../../kubernetes/cluster-profile.ts';
import { dnsLabelErrors } from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { child, type FieldPath, fieldText, item, placeOf, rootPath } from '../field-path.ts';
import { isSet, numberOf, objectOf, objectsOf, structOf, textOf } from '../read.ts';
import { resourceWarnings, type Warning, type Warnings } from './collect.ts';
import { podWarnings } from './pod-warnings.ts';
import { serviceWarnings } from './service-warnings.ts';

const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

/** `isUpdate` matters for claim templates alone, whose path the server then writes with a capital `Spec` (Z1). */
export function warningsOf(
  kind: string,
  object: PlainObject,
  profile: ClusterProfile,
  way: 'create' | 'update' = 'create',
): readonly Warning[] {
  const found: Warning[] = [];
  const warnings: Warnings = { profile, add: (rule, at, text) => found.push({ text, at, rule }) };
  const spec = structOf(object, 'spec');
  const path = rootPath('spec');
  switch (kind) {
    case 'StatefulSet':
      templateWarnings(warnings, spec, path);
      claimTemplateWarnings(warnings, spec, path, way);
      if (isSet(spec, 'revisionHistoryLimit') && numberOf(spec, 'revisionHistoryLimit') < 0 && profile.minor >= 33) {
        const text = 'a negative value retains all historical revisions; a value >= 0 is recommended';
        warnings.add('Z3', ['spec', 'revisionHistoryLimit'], `spec.revisionHistoryLimit: ${text}`);
      }
      break;
    case 'DaemonSet':
      templateWarnings(warnings, spec, path);
      break;
    case 'Deployment':
    case 'ReplicaSet':
    case 'Job':
      if (way === 'create') podNameWarning(warnings, object);
      templateWarnings(warnings, spec, path);
      break;
    case 'Node':
      if (textOf(spec, 'externalID') !== '') {
        const text = 'spec.externalID: this field is deprecated, and is unused by Kubernetes';
        warnings.add('Z15', ['spec', 'externalID'], text);
      }
      break;
    case 'CronJob':
      if (way === 'create') podNameWarning(warnings, object);
      templateWarnings(warnings, structOf(structOf(spec, 'jobTemplate'), 'spec'), child(path, 'jobTemplate', 'spec'));
      break;
    case 'Pod':
      podWarnings(warnings, spec, structOf(object, 'metadata'), path, rootPath('metadata'));
      break;
    case 'Service':
      serviceWarnings(warnings, object);
      break;
    case 'PersistentVolumeClaim':
      classAnnotationWarning(warnings, object);
      resourceWarnings(warnings, 'Z2', structOf(spec, 'resources'), child(path, 'resources'));
      break;
    case 'PersistentVolume':
      classAnnotationWarning(warnings, object);
      volumeWarnings(warnings, spec, path);
      break;
  }
  return found;
}

/** A name that becomes part of hostnames should be a DNS label. */
function podNameWarning(warnings: Warnings, object: PlainObject): void {
  const texts = dnsLabelErrors(textOf(structOf(object, 'metadata'), 'name'), warnings.profile.minor);
  if (texts.length === 0) return;
  const text = `metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [${texts.join(' ')}]`;
  warnings.add('Z4', ['metadata', 'name'], text);
}

function templateWarnings(warnings: Warnings, spec: PlainObject, path: FieldPath): void {
  const template = structOf(spec, 'template');
  const own = child(path, 'template');
  podWarnings(
    warnings,
    structOf(template, 'spec'),
    structOf(template, 'metadata'),
    child(own, 'spec'),
    child(own, 'metadata'),
  );
}

/** The server's path lacks `spec`, and on updates writes it with a capital letter. */
function claimTemplateWarnings(warnings: Warnings, spec: PlainObject, path: FieldPath, way: 'create' | 'update'): void {
  for (const [index, template] of objectsOf(spec, 'volumeClaimTemplates').entries()) {
    const own = item(child(path, 'volumeClaimTemplates'), index);
    const at = [...placeOf(own), 'spec', 'resources'];
    const shown = way === 'update' ? child(own, 'Spec', 'resources') : child(own, 'resources');
    resourceWarnings(warnings, 'Z1', structOf(structOf(template, 'spec'), 'resources'), { ...shown, at });
  }
}

function classAnnotationWarning(warnings: Warnings, object: PlainObject): void {
  const annotations = objectOf(structOf(object, 'metadata'), 'annotations');
  if (!isSet(annotations, CLASS_ANNOTATION)) return;
  const text = `metadata.annotations[${CLASS_ANNOTATION}]: deprecated since v1.8; use "storageClassName" attribute instead`;
  warnings.add('Z16', ['metadata', 'annotations', CLASS_ANNOTATION], text);
}

const oldSources: ReadonlyMap<string, string> = new Map([
  ['photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['storageOS', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'deprecated in v1.28, non-functional in v1.31+'],
]);

function volumeWarnings(warnings: Warnings, spec: PlainObject, path: FieldPath): void {
  if (textOf(spec, 'persistentVolumeReclaimPolicy') === 'Recycle') {
    const at = child(path, 'persistentVolumeReclaimPolicy');
    const text =
      'The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.';
    warnings.add('Z15', placeOf(at), `${fieldText(at)}: ${text}`);
  }
  for (const [field, text] of oldSources) {
    const written = field === 'storageOS' ? 'storageos' : field;
    if (isSet(spec, written)) warnings.add('Z15', ['spec', written], `spec.${field}: ${text}`);
  }
}
