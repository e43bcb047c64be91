// What is known about labels from manifests alone: who sets them, and when they change.

/** Labels that controllers or the application itself put on Pods, so that no template holds them. */
export function isRunTimeLabel(key: string): boolean {
  if (key === 'statefulset.kubernetes.io/pod-name' || key === 'apps.kubernetes.io/pod-index') return true;
  if (key === 'controller-revision-hash' || key === 'pod-template-hash') return true;
  const name = key.slice(key.lastIndexOf('/') + 1).toLowerCase();
  return /(^|[-_.])(role|master|primary|leader|active|standby|sealed|initialized|perf-standby|broker-id|node-id|is-master|redis-node|pod-name|instance-role|state)$/.test(
    name,
  );
}

/** Labels that the StatefulSet controller overwrites on every Pod. Behaviour reference 5.2. */
export const CONTROLLER_LABELS: ReadonlySet<string> = new Set([
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'controller-revision-hash',
]);

/** A value that a script, Flux or Helm fills in later: nothing can be said about it. */
export function isPlaceholder(text: string): boolean {
  return /\$\{|\$\(|\{\{|^<.*>$|^\$[A-Z_]/.test(text);
}
