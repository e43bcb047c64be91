// Defaults of Services (behaviour reference 3; `pkg/apis/core/v1/defaults.go`).

import {
  ensureObject,
  isSet,
  type MutableObject,
  mutableObjectOf,
  mutableObjectsOf,
  numberOf,
  setIfAbsent,
  setIfZero,
  textOf,
  textsOf,
} from '../read.ts';

const DEFAULT_AFFINITY_SECONDS = 10800;

export function defaultService(service: MutableObject): void {
  const spec = ensureObject(service, 'spec');
  setIfZero(spec, 'sessionAffinity', 'None');
  const affinity = textOf(spec, 'sessionAffinity');
  if (affinity === 'None') delete spec['sessionAffinityConfig'];
  if (affinity === 'ClientIP') {
    const clientIp = mutableObjectOf(mutableObjectOf(spec, 'sessionAffinityConfig'), 'clientIP');
    if (!isSet(clientIp, 'timeoutSeconds')) {
      spec['sessionAffinityConfig'] = { clientIP: { timeoutSeconds: DEFAULT_AFFINITY_SECONDS } };
    }
  }
  setIfZero(spec, 'type', 'ClusterIP');
  for (const port of mutableObjectsOf(spec, 'ports')) {
    setIfZero(port, 'protocol', 'TCP');
    setIfZero(port, 'targetPort', numberOf(port, 'port'));
  }
  const type = textOf(spec, 'type');
  const isOutside =
    type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && textsOf(spec, 'externalIPs').length > 0);
  if (isOutside) setIfZero(spec, 'externalTrafficPolicy', 'Cluster');
  if (type === 'ClusterIP' || type === 'NodePort' || type === 'LoadBalancer') {
    setIfAbsent(spec, 'internalTrafficPolicy', 'Cluster');
  }
  if (type === 'LoadBalancer') setIfAbsent(spec, 'allocateLoadBalancerNodePorts', true);
}
