// The spec of a StatefulSet (C1 to C27; `ValidateStatefulSetSpec`).

import { dnsLabelErrors } from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { type Check, forbidden, invalid, invalidAll, isOn, required } from '../check.ts';
import { child, type FieldPath, item, rootPath } from '../field-path.ts';
import { entriesOf, fieldOf, isSet, objectOf, objectsOf, structOf, textOf } from '../read.ts';
import { validateClaimSpec } from './claim-spec.ts';
import { isCompilable, matchesLabels, requirementCount, validateLabelSelector } from './labels.ts';
import { restrictRestartPolicy, validatePodTemplate, validateTemplateMetadata } from './pod-spec.ts';
import { intOrPercentValue, nonNegative, notMoreThan100Percent, oneOf, positiveIntOrPercent } from './scalars.ts';
import type { PlacedVolume } from './volumes.ts';

const MISMATCH_TEXT = '`selector` does not match template `labels`';

/** What an update does not look at again. */
export interface StatefulSetSkips {
  readonly serviceName?: boolean;
  readonly claimTemplates?: boolean;
  /** The stored template fails today's rules already, so that the new one need not pass them either. */
  readonly podTemplate?: boolean;
}

export function validateStatefulSet(check: Check, object: PlainObject, skips: StatefulSetSkips = {}): void {
  const spec = structOf(object, 'spec');
  const path = rootPath('spec');
  validatePolicy(check, spec, path);
  validateStrategy(check, structOf(spec, 'updateStrategy'), child(path, 'updateStrategy'));
  const retention = objectOf(spec, 'persistentVolumeClaimRetentionPolicy');
  if (retention) {
    const retentionPath = child(path, 'persistentVolumeClaimRetentionPolicy');
    oneOf(check, 'C12', retention, 'whenDeleted', retentionPath, ['Retain', 'Delete']);
    oneOf(check, 'C13', retention, 'whenScaled', retentionPath, ['Retain', 'Delete']);
  }
  if (!skips.claimTemplates && check.minor >= 34) {
    for (const [index, template] of objectsOf(spec, 'volumeClaimTemplates').entries()) {
      const own = item(child(path, 'volumeClaimTemplates'), index);
      validateClaimSpec(check, structOf(template, 'spec'), child(own, 'spec'));
    }
  }
  nonNegative(check, 'C15', spec, 'replicas', path);
  nonNegative(check, 'C16', spec, 'minReadySeconds', path);
  const ordinals = objectOf(spec, 'ordinals');
  if (ordinals) nonNegative(check, 'C17', ordinals, 'start', child(path, 'ordinals'));
  const service = textOf(spec, 'serviceName');
  if (service !== '' && !skips.serviceName && check.minor >= 33) {
    invalidAll(check, 'C18', child(path, 'serviceName'), service, dnsLabelErrors(service, check.minor));
  }
  validateSelectorAndTemplate(check, spec, path, skips);
}

function validatePolicy(check: Check, spec: PlainObject, path: FieldPath): void {
  const policy = textOf(spec, 'podManagementPolicy');
  const at = child(path, 'podManagementPolicy');
  if (policy === '') required(check, 'C1', at);
  else if (policy !== 'OrderedReady' && policy !== 'Parallel') {
    invalid(check, 'C2', at, policy, "must be 'OrderedReady' or 'Parallel'");
  }
}

function validateStrategy(check: Check, strategy: PlainObject, path: FieldPath): void {
  const type = textOf(strategy, 'type');
  const rollingUpdate = objectOf(strategy, 'rollingUpdate');
  const at = child(path, 'rollingUpdate');
  const mayRecreate = check.minor >= 37 && isOn(check, 'StatefulSetRecreateStrategy');
  if (type === '') required(check, 'C3', path);
  else if (type === 'OnDelete' || (type === 'Recreate' && mayRecreate)) {
    if (!rollingUpdate) return;
    const rule = type === 'OnDelete' ? 'C4' : 'C6';
    const shown = {
      Partition: fieldOf(rollingUpdate, 'partition') ?? 0,
      MaxUnavailable: fieldOf(rollingUpdate, 'maxUnavailable') ?? null,
    };
    invalid(check, rule, at, shown, "only allowed for updateStrategy 'RollingUpdate'");
  } else if (type === 'RollingUpdate') {
    if (rollingUpdate) validateRollingUpdate(check, rollingUpdate, at);
  } else {
    const words = mayRecreate ? "'RollingUpdate', 'OnDelete', or 'Recreate'" : "'RollingUpdate' or 'OnDelete'";
    const shown = { Type: type, RollingUpdate: rollingUpdate ?? null };
    invalid(check, type === 'Recreate' ? 'C6' : 'C5', path, shown, `must be ${words}`);
  }
}

function validateRollingUpdate(check: Check, rollingUpdate: PlainObject, path: FieldPath): void {
  nonNegative(check, 'C7', rollingUpdate, 'partition', path);
  const value = fieldOf(rollingUpdate, 'maxUnavailable');
  if (value === undefined) return;
  const at = child(path, 'maxUnavailable');
  positiveIntOrPercent(check, typeof value === 'string' ? 'C9' : 'C8', value, at);
  if (intOrPercentValue(value) === 0) invalid(check, 'C10', at, value, 'cannot be 0');
  notMoreThan100Percent(check, 'C11', value, at);
}

function validateSelectorAndTemplate(check: Check, spec: PlainObject, path: FieldPath, skips: StatefulSetSkips): void {
  const selector = objectOf(spec, 'selector');
  const selectorPath = child(path, 'selector');
  if (!selector) required(check, 'C19', selectorPath);
  else {
    validateLabelSelector(check, selector, selectorPath);
    if (requirementCount(selector) === 0) {
      invalid(check, 'C21', selectorPath, selector, 'empty selector is invalid for statefulset');
    }
  }
  const template = structOf(spec, 'template');
  const templatePath = child(path, 'template');
  if (!isCompilable(check, selector)) invalid(check, 'C22', selectorPath, selector, '');
  else validateTemplate(check, spec, template, templatePath, skips);
  const podSpec = structOf(template, 'spec');
  restrictRestartPolicy(check, 'C26', podSpec, child(templatePath, 'spec'), ['Always']);
  if (isSet(podSpec, 'activeDeadlineSeconds')) {
    const text = 'activeDeadlineSeconds in StatefulSet is not Supported';
    forbidden(check, 'C27', child(templatePath, 'spec', 'activeDeadlineSeconds'), text);
  }
}

/** An absent selector matches nothing, an empty one everything. */
function validateTemplate(
  check: Check,
  spec: PlainObject,
  template: PlainObject,
  path: FieldPath,
  skips: StatefulSetSkips,
): void {
  const selector = objectOf(spec, 'selector');
  validateSelectorMatches(check, 'C23', selector, template, path);
  if (!skips.podTemplate && check.minor >= 34) {
    validatePodTemplate(check, withoutHostName(template), path, volumesOf(spec, template));
    // From 1.37 on the server says once what its two passes find.
    if (check.minor >= 37) return;
  }
  validateTemplateMetadata(check, template, path);
}

/** C23, shared by every kind with a selector. */
export function validateSelectorMatches(
  check: Check,
  rule: string,
  selector: PlainObject | undefined,
  template: PlainObject,
  path: FieldPath,
): void {
  const metadata = structOf(template, 'metadata');
  if (selector && requirementCount(selector) === 0) return;
  if (matchesLabels(selector, new Map(entriesOf(metadata, 'labels')))) return;
  invalid(check, rule, child(path, 'metadata', 'labels'), fieldOf(metadata, 'labels'), MISMATCH_TEXT);
}

/** The controller overwrites both names, so that bad ones never matter. */
function withoutHostName(template: PlainObject): PlainObject {
  const spec = structOf(template, 'spec');
  if (!isSet(spec, 'hostname') && !isSet(spec, 'subdomain')) return template;
  const { hostname: _hostname, subdomain: _subdomain, ...rest } = spec;
  return { ...template, spec: rest };
}

/**
 * The volumes that the template is checked with: one per name of a claim template, then the template's own of other
 * names. Of claim templates with one name the last counts; nobody says Duplicate.
 */
function volumesOf(spec: PlainObject, template: PlainObject): readonly PlacedVolume[] {
  const claims = new Map<string, number>();
  for (const [index, claim] of objectsOf(spec, 'volumeClaimTemplates').entries()) {
    claims.set(textOf(structOf(claim, 'metadata'), 'name'), index);
  }
  const made = [...claims].map(([name, index]) => ({
    volume: { name, persistentVolumeClaim: { claimName: name } },
    at: ['spec', 'volumeClaimTemplates', index, 'metadata'],
  }));
  const own = objectsOf(structOf(template, 'spec'), 'volumes')
    .map((volume, index) => ({ volume, at: ['spec', 'template', 'spec', 'volumes', index] }))
    .filter(({ volume }) => !claims.has(textOf(volume, 'name')));
  return [...made, ...own];
}
