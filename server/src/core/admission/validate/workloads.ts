// Deployment, ReplicaSet, DaemonSet, Job, CronJob and Pod: their own few rules beside metadata and Pod template. What
// the behaviour reference does not number carries the number of the StatefulSet's rule that says the same.

import { utf8Length } from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { type Check, forbidden, invalid, notSupported, required } from '../check.ts';
import { child, type FieldPath, item, rootPath } from '../field-path.ts';
import { fieldOf, isSet, numberOf, objectOf, objectsOf, structOf, textOf } from '../read.ts';
import { isCompilable, requirementCount, validateLabelSelector } from './labels.ts';
import { restrictRestartPolicy, validatePodSpec, validatePodTemplate } from './pod-spec.ts';
import { intOrPercentValue, nonNegative, notMoreThan100Percent, oneOf, positiveIntOrPercent } from './scalars.ts';
import { scheduleProblem } from './schedule.ts';
import { validateSelectorMatches } from './stateful-set.ts';

export function validateDeployment(check: Check, object: PlainObject): void {
  const spec = structOf(object, 'spec');
  const path = rootPath('spec');
  nonNegative(check, 'C15', spec, 'replicas', path);
  validateSelector(check, spec, 'deployment', 'invalid label selector', path);
  validateDeploymentStrategy(check, structOf(spec, 'strategy'), child(path, 'strategy'));
  nonNegative(check, 'C16', spec, 'minReadySeconds', path);
  nonNegative(check, 'C16', spec, 'revisionHistoryLimit', path);
  nonNegative(check, 'C16', spec, 'progressDeadlineSeconds', path);
  const deadline = numberOf(spec, 'progressDeadlineSeconds');
  if (isSet(spec, 'progressDeadlineSeconds') && deadline <= numberOf(spec, 'minReadySeconds')) {
    invalid(check, 'C16', child(path, 'progressDeadlineSeconds'), deadline, 'must be greater than minReadySeconds');
  }
}

export function validateReplicaSet(check: Check, object: PlainObject): void {
  const spec = structOf(object, 'spec');
  const path = rootPath('spec');
  nonNegative(check, 'C15', spec, 'replicas', path);
  nonNegative(check, 'C16', spec, 'minReadySeconds', path);
  validateSelector(check, spec, 'deployment', 'invalid label selector', path);
}

/** Selector and template of Deployments and ReplicaSets, whose texts are the same. */
function validateSelector(check: Check, spec: PlainObject, kind: string, badText: string, path: FieldPath): void {
  const selector = objectOf(spec, 'selector');
  const at = child(path, 'selector');
  if (!selector) required(check, 'C19', at);
  else {
    validateLabelSelector(check, selector, at);
    if (requirementCount(selector) === 0) {
      invalid(check, 'C21', at, selector, `empty selector is invalid for ${kind}`);
    }
  }
  if (!isCompilable(check, selector)) {
    invalid(check, 'C22', at, selector, badText);
    return;
  }
  const template = structOf(spec, 'template');
  const templatePath = child(path, 'template');
  validateSelectorMatches(check, 'C23', selector, template, templatePath);
  validatePodTemplate(check, template, templatePath);
  restrictToAlways(check, structOf(template, 'spec'), 'ReplicaSet', child(templatePath, 'spec'));
}

function restrictToAlways(check: Check, podSpec: PlainObject, kind: string, path: FieldPath): void {
  restrictRestartPolicy(check, 'C26', podSpec, path, ['Always']);
  if (isSet(podSpec, 'activeDeadlineSeconds')) {
    forbidden(check, 'C27', child(path, 'activeDeadlineSeconds'), `activeDeadlineSeconds in ${kind} is not Supported`);
  }
}

function validateDeploymentStrategy(check: Check, strategy: PlainObject, path: FieldPath): void {
  const type = textOf(strategy, 'type');
  const rollingUpdate = objectOf(strategy, 'rollingUpdate');
  if (type === 'Recreate') {
    if (!rollingUpdate) return;
    forbidden(check, 'C4', child(path, 'rollingUpdate'), "may not be specified when strategy `type` is 'Recreate'");
  } else if (type === 'RollingUpdate') {
    const at = child(path, 'rollingUpdate');
    const unavailable = fieldOf(rollingUpdate, 'maxUnavailable');
    const surge = fieldOf(rollingUpdate, 'maxSurge');
    positiveIntOrPercent(check, 'C8', unavailable, child(at, 'maxUnavailable'));
    positiveIntOrPercent(check, 'C8', surge, child(at, 'maxSurge'));
    if (intOrPercentValue(unavailable) === 0 && intOrPercentValue(surge) === 0) {
      invalid(check, 'C10', child(at, 'maxUnavailable'), unavailable, 'may not be 0 when `maxSurge` is 0');
    }
    notMoreThan100Percent(check, 'C11', unavailable, child(at, 'maxUnavailable'));
  } else notSupported(check, 'C5', path, strategy, ['Recreate', 'RollingUpdate']);
}

export function validateDaemonSet(check: Check, object: PlainObject): void {
  const spec = structOf(object, 'spec');
  const path = rootPath('spec');
  const selector = objectOf(spec, 'selector');
  const template = structOf(spec, 'template');
  const templatePath = child(path, 'template');
  validateLabelSelector(check, selector, child(path, 'selector'));
  if (isCompilable(check, selector)) validateSelectorMatches(check, 'C23', selector, template, templatePath);
  if (selector && requirementCount(selector) === 0) {
    invalid(check, 'C21', child(path, 'selector'), selector, 'empty selector is invalid for daemonset');
  }
  validatePodTemplate(check, template, templatePath);
  restrictToAlways(check, structOf(template, 'spec'), 'DaemonSet', child(templatePath, 'spec'));
  nonNegative(check, 'C16', spec, 'minReadySeconds', path);
  validateDaemonStrategy(check, structOf(spec, 'updateStrategy'), child(path, 'updateStrategy'));
  nonNegative(check, 'C16', spec, 'revisionHistoryLimit', path);
}

function validateDaemonStrategy(check: Check, strategy: PlainObject, path: FieldPath): void {
  const type = textOf(strategy, 'type');
  if (type === 'OnDelete') return;
  if (type !== 'RollingUpdate') {
    notSupported(check, 'C5', path, strategy, ['RollingUpdate', 'OnDelete']);
    return;
  }
  const rollingUpdate = objectOf(strategy, 'rollingUpdate');
  const at = child(path, 'rollingUpdate');
  const unavailable = fieldOf(rollingUpdate, 'maxUnavailable');
  const surge = fieldOf(rollingUpdate, 'maxSurge');
  positiveIntOrPercent(check, 'C8', unavailable, child(at, 'maxUnavailable'));
  positiveIntOrPercent(check, 'C8', surge, child(at, 'maxSurge'));
  notMoreThan100Percent(check, 'C11', unavailable, child(at, 'maxUnavailable'));
  notMoreThan100Percent(check, 'C11', surge, child(at, 'maxSurge'));
  const hasUnavailable = intOrPercentValue(unavailable) !== 0;
  const hasSurge = intOrPercentValue(surge) !== 0;
  if (hasUnavailable && hasSurge) {
    invalid(check, 'C10', child(at, 'maxSurge'), surge, 'may not be set when maxUnavailable is non-zero');
  } else if (!hasUnavailable && !hasSurge) {
    required(check, 'C10', child(at, 'maxUnavailable'), 'cannot be 0 when maxSurge is 0');
  }
}

export function validatePod(check: Check, object: PlainObject): void {
  const spec = structOf(object, 'spec');
  const path = rootPath('spec');
  const name = textOf(structOf(object, 'metadata'), 'name');
  const volumes = objectsOf(spec, 'volumes').map((volume) => ({ volume }));
  validatePodSpec(check, spec, path, volumes, name);
  for (const list of ['containers', 'initContainers']) {
    for (const [index, container] of objectsOf(spec, list).entries()) {
      const image = textOf(container, 'image');
      if (image.trim() === image) continue;
      const at = child(item(child(path, list), index), 'image');
      invalid(check, 'P18', at, image, 'must not have leading or trailing whitespace');
    }
  }
}

export function validateJob(check: Check, object: PlainObject): void {
  validateJobSpec(check, structOf(object, 'spec'), rootPath('spec'));
}

export function validateCronJob(check: Check, object: PlainObject, old?: PlainObject): void {
  const spec = structOf(object, 'spec');
  const path = rootPath('spec');
  const name = textOf(structOf(object, 'metadata'), 'name');
  // The names of its Jobs get eleven characters more.
  if (!old && utf8Length(name) > 52) {
    invalid(check, 'M3', child(rootPath('metadata'), 'name'), name, 'must be no more than 52 characters');
  }
  const schedule = textOf(spec, 'schedule');
  if (schedule === '') required(check, 'C1', child(path, 'schedule'));
  else {
    const problem = scheduleProblem(schedule);
    if (problem) invalid(check, 'C1', child(path, 'schedule'), schedule, problem);
    if (schedule.includes('TZ') && !old) {
      const text = 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
      invalid(check, 'C1', child(path, 'schedule'), schedule, text);
    }
  }
  nonNegative(check, 'C16', spec, 'startingDeadlineSeconds', path);
  nonNegative(check, 'C16', spec, 'successfulJobsHistoryLimit', path);
  nonNegative(check, 'C16', spec, 'failedJobsHistoryLimit', path);
  oneOf(check, 'C12', spec, 'concurrencyPolicy', path, ['Allow', 'Forbid', 'Replace']);
  validateJobSpec(check, structOf(structOf(spec, 'jobTemplate'), 'spec'), child(path, 'jobTemplate', 'spec'));
}

function validateJobSpec(check: Check, spec: PlainObject, path: FieldPath): void {
  const counts = ['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished'];
  for (const field of counts) nonNegative(check, 'C16', spec, field, path);
  const template = structOf(spec, 'template');
  validatePodTemplate(check, template, child(path, 'template'));
  const podPath = child(path, 'template', 'spec');
  const policy = textOf(structOf(template, 'spec'), 'restartPolicy');
  if (policy === '' || policy === 'Always') {
    required(check, 'C26', child(podPath, 'restartPolicy'), 'valid values: "OnFailure", "Never"');
  } else restrictRestartPolicy(check, 'C26', structOf(template, 'spec'), podPath, ['OnFailure', 'Never']);
}
