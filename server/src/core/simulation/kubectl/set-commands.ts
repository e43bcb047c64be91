// `kubectl scale`, `set image`, `rollout undo`, `rollout restart` and `delete` of StatefulSets, Pods and claims.
// Rules: section 5.12 of the behaviour notes; `k8s.io/kubectl/pkg/polymorphichelpers/rollback.go`.

import type { PlainObject } from '../../kubernetes/plain-value.ts';
import type { Cause, Cluster } from '../cluster/cluster.ts';
import { sharing } from '../cluster/equal-value.ts';
import { type Cascade, deleteSet } from '../cluster/garbage-collector.ts';
import { keyOfObject, type Stored } from '../cluster/objects.ts';
import type { PodTemplate } from '../statefulset/new-objects.ts';
import { revisionData, revisionText } from '../statefulset/revision-hash.ts';
import { revisionsOf, templateOf } from '../statefulset/revisions.ts';
import { findByName } from './find-object.ts';
import { done, failed, missing, type Outcome } from './outcome.ts';

const RESTARTED = 'kubectl.kubernetes.io/restartedAt';
const FIRST_WARNING_OF_APPLY = 37;

type StatefulSet = Stored<'StatefulSet'>;

export function scale(cluster: Cluster, name: string, replicas: number): Outcome {
  const set = findByName(cluster, 'StatefulSet', name);
  if (!set) return missing('StatefulSet', name);
  updateSpec(cluster, set, { ...set.spec, replicas }, causeOf('scale', { set: name, replicas }));
  return done(`statefulset.apps/${name} scaled`);
}

/** @param container the first one of the template where absent. */
export function setImage(cluster: Cluster, name: string, container: string | undefined, image: string): Outcome {
  const set = findByName(cluster, 'StatefulSet', name);
  if (!set) return missing('StatefulSet', name);
  const template = set.spec?.template;
  const containers = template?.spec?.containers ?? [];
  const wanted = container ?? containers[0]?.name ?? '';
  const all = [...containers, ...(template?.spec?.initContainers ?? [])];
  if (!all.some((candidate) => candidate.name === wanted)) {
    return failed(`error: unable to find container named "${wanted}"`);
  }
  const withImage = <T extends { readonly name: string }>(list: readonly T[]): T[] =>
    list.map((candidate) => (candidate.name === wanted ? { ...candidate, image } : candidate));
  const initContainers = template?.spec?.initContainers;
  const changed = {
    ...template,
    spec: {
      ...template?.spec,
      containers: withImage(containers),
      ...(initContainers ? { initContainers: withImage(initContainers) } : {}),
    },
  };
  const isChanged = updateTemplate(cluster, set, changed, causeOf('set-image', { set: name, image }));
  return isChanged ? done(`statefulset.apps/${name} image updated`) : done();
}

export function rolloutRestart(cluster: Cluster, name: string): Outcome {
  const set = findByName(cluster, 'StatefulSet', name);
  if (!set) return missing('StatefulSet', name);
  const template = set.spec?.template;
  // Two restarts at one logical moment still differ, as they do in a real cluster.
  const moment = `${new Date(cluster.now).toISOString()}+${cluster.log.length}`;
  const annotations = { ...template?.metadata?.annotations, [RESTARTED]: moment };
  const changed = { ...template, metadata: { ...template?.metadata, annotations } };
  updateTemplate(cluster, set, changed, causeOf('rollout-restart', { set: name }));
  return done(`statefulset.apps/${name} restarted`);
}

/** @param toRevision the number of a revision; the second highest where absent or 0. */
export function rolloutUndo(cluster: Cluster, name: string, toRevision = 0): Outcome {
  const set = findByName(cluster, 'StatefulSet', name);
  if (!set) return missing('StatefulSet', name);
  const warnings = cluster.profile.minor >= FIRST_WARNING_OF_APPLY ? [warningOfApply(name)] : [];
  const revisions = revisionsOf(cluster, set);
  if (toRevision === 0 && revisions.length <= 1) {
    return failed('error: no last revision to roll back to', ...warnings);
  }
  const target = toRevision === 0 ? revisions.at(-2) : revisions.find((revision) => revision.revision === toRevision);
  if (!target) return failed(`error: unable to find specified revision ${toRevision} in history`, ...warnings);
  // A stored template is plain data.
  const present = revisionData((set.spec?.template ?? {}) as unknown as PlainObject, cluster.profile.minor);
  if (revisionText(present) === revisionText(target.data)) {
    const why = `(current template already matches revision ${toRevision})`;
    return done(`statefulset.apps/${name} skipped rollback ${why}`, ...warnings);
  }
  const cause = causeOf('rollout-undo', { set: name, revision: target.revision });
  updateTemplate(cluster, set, templateOf(cluster, target), cause);
  return done(`statefulset.apps/${name} rolled back`, ...warnings);
}

export function deleteStatefulSet(cluster: Cluster, name: string, cascade: Cascade): Outcome {
  const set = findByName(cluster, 'StatefulSet', name);
  if (!set) return missing('StatefulSet', name);
  deleteSet(cluster, set, cascade, causeOf('delete-set', { set: name, cascade }));
  return done(`statefulset.apps "${name}" deleted`);
}

export function deletePod(cluster: Cluster, name: string): Outcome {
  const pod = findByName(cluster, 'Pod', name);
  if (!pod) return missing('Pod', name);
  const cause = causeOf('delete-pod', { pod: name });
  if (pod.spec?.nodeName) cluster.markDeleting('Pod', pod, cause);
  else cluster.remove('Pod', keyOfObject(pod), cause);
  return done(`pod "${name}" deleted`);
}

/** `--force --grace-period=0`: gone without asking the kubelet. */
export function forceDeletePod(cluster: Cluster, name: string): Outcome {
  const pod = findByName(cluster, 'Pod', name);
  if (!pod) return missing('Pod', name);
  cluster.remove('Pod', keyOfObject(pod), causeOf('force-delete', { pod: name }));
  return done(
    `pod "${name}" force deleted from ${pod.metadata.namespace} namespace`,
    'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.',
  );
}

export function deleteClaim(cluster: Cluster, name: string): Outcome {
  const claim = findByName(cluster, 'PersistentVolumeClaim', name);
  if (!claim) return missing('PersistentVolumeClaim', name);
  cluster.markDeleting('PersistentVolumeClaim', claim, causeOf('delete-claim', { claim: name }));
  return done(`persistentvolumeclaim "${name}" deleted`);
}

function updateTemplate(cluster: Cluster, set: StatefulSet, template: PodTemplate, cause: Cause): boolean {
  return updateSpec(cluster, set, { ...set.spec, template }, cause);
}

function updateSpec(cluster: Cluster, set: StatefulSet, spec: object, cause: Cause): boolean {
  // The callers change fields of the set's own spec to values of the same type.
  const shared = sharing(set.spec, spec as NonNullable<StatefulSet['spec']>);
  if (shared === set.spec) return false;
  const metadata = { ...set.metadata, generation: set.metadata.generation + 1 };
  cluster.update('StatefulSet', { ...set, metadata, spec: shared }, cause);
  return true;
}

function warningOfApply(name: string): string {
  return (
    `Warning: resource statefulsets/${name} was previously managed with 'kubectl apply'. Rolling back will not update ` +
    'the kubectl.kubernetes.io/last-applied-configuration annotation, which may cause unexpected behavior on future ' +
    "'kubectl apply' operations. Consider using 'kubectl apply' with your previous configuration file instead."
  );
}

export function causeOf(sentence: string, facts: Cause['facts']): Cause {
  return { by: 'user', sentence, facts };
}
