import type { RuleCatalogue } from '../rule-texts.ts';

export const addressTexts: RuleCatalogue = {
  'pod-address-beyond-replicas': {
    summary: 'The address of a Pod that the StatefulSet never has.',
    why: 'A StatefulSet has the ordinals from `ordinals.start` on, as many as `replicas`. Other names answer NXDOMAIN.',
    turnOff: 'The set is scaled by something that is not in the manifests.',
    messages: { default: 'StatefulSet "{set}" has no Pod "{pod}": its ordinals are {ordinals}' },
    related: { replicas: 'replicas of "{set}"' },
  },
  'peer-list-differs': {
    summary: 'A list of all Pods of a StatefulSet that does not fit its replicas.',
    why: 'Members that are listed but never come count for quorums and cost time-outs; members that are not listed are strangers to the others.',
    turnOff: 'The list is meant to name some of the Pods only.',
    messages: {
      default:
        'The list names {namesNoPod:quoted}, which StatefulSet "{set}" does not have: its ordinals are {ordinals}',
      shorter: 'The list names {listed} Pods of StatefulSet "{set}", which has {replicas}',
    },
    related: { replicas: 'replicas of "{set}"' },
    fixes: { rewrite: 'List the {replicas} {replicas|Pod|Pods} of StatefulSet "{set}"' },
  },
  'pod-address-wrong-service': {
    summary: 'The address of a Pod under a Service that does not govern its StatefulSet.',
    why: 'The name of a Pod exists under the Service that `serviceName` names and no other, even if others select the Pod.',
    turnOff: 'The name is resolved by other means than the cluster’s DNS.',
    messages: { default: 'Pods of StatefulSet "{set}" have names under Service "{serviceName}", not "{written}"' },
    related: { set: 'serviceName of "{set}"' },
    fixes: { correct: 'Change "{written}" to "{serviceName}" in all these addresses' },
  },
  'pod-address-wrong-namespace': {
    summary: 'The address of a Pod in a namespace in which its StatefulSet is not.',
    why: 'The namespace is part of the DNS name; another one answers NXDOMAIN, or another cluster of the same kind.',
    turnOff: 'The address means a set of the same name in another namespace.',
    messages: { default: 'StatefulSet "{set}" is in namespace "{namespace}", not "{written}"' },
    related: { set: 'namespace of "{set}"' },
    fixes: { correct: 'Change "{written}" to "{namespace}" in all these addresses' },
  },
  'pod-address-wrong-domain': {
    summary: 'The address of a Pod under another domain than the cluster’s.',
    why: 'Names below another domain are asked of other DNS servers, which do not know the Pods.',
    turnOff: 'The setting `statefulset.clusterDomain` cannot be right for all manifests.',
    messages: { default: 'The domain of the cluster is "{clusterDomain}", not "{written}"' },
    fixes: { correct: 'Change "{written}" to "{clusterDomain}" in all these addresses' },
  },
  'pod-address-wrong-port': {
    summary: 'The address of a Pod with the port of its Service, where the Pod listens on another.',
    why: 'The name of a Pod leads to the Pod itself: a headless Service does not translate `port` to `targetPort`. The connection is refused.',
    turnOff: 'The containers listen on ports that they do not declare.',
    messages: {
      default: 'Port {port} is that of Service "{service}"; the Pods of "{set}" themselves listen on {targetPort}',
    },
    related: { ports: 'ports of the containers' },
    fixes: { 'use-target-port': 'Change port {port} to {targetPort} in all these addresses' },
  },
  'srv-port-unnamed': {
    summary: 'An SRV record is looked up for a port name that its Service does not have.',
    why: 'Only named ports have SRV records: the answer is NXDOMAIN.',
    turnOff: 'The record is made by other means.',
    messages: {
      default:
        'Service "{service}" has no {protocol} port "{port}", so it has no such SRV record; it has {names:quoted}',
      none: 'Service "{service}" has no {protocol} port "{port}", nor any other with a name: it has no SRV records',
    },
    related: { service: 'ports of Service "{service}"' },
    fixes: { 'use-port': 'Change it to "{nearest}"', 'name-port': 'Name the port of Service "{service}" "{port}"' },
  },
};
