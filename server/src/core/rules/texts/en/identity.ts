import type { RuleCatalogue } from '../rule-texts.ts';

export const identityTexts: RuleCatalogue = {
  'readiness-needs-peers': {
    summary: 'A readiness probe that needs Pods which are only made when this one is ready.',
    why: 'With OrderedReady the second Pod is created when the first is ready. A first Pod that waits for the second waits for ever; no event says so.',
    turnOff: 'The probe succeeds without the other Pods after all.',
    messages: {
      default: 'The readiness probe asks for "{what}", which is only created when the Pods before it are ready',
      quorum:
        'The readiness probe asks "{what}", which answers when most members run, but Pods are created one by one, each when the one before is ready',
    },
    related: { policy: 'Pods are created in order' },
    fixes: { parallel: 'Start all Pods at once, and publish them before they are ready' },
  },
  'governing-service-missing': {
    summary: '`serviceName` names a Service that is not among the manifests.',
    why: 'The Pods take their DNS names from the governing Service. Without it they run, but `web-0.nginx` cannot be resolved: DNS answers NXDOMAIN, and no event says so.',
    turnOff: 'The Service is made by an operator, or lives in another repository.',
    messages: {
      default: 'No Service "{serviceName}" in namespace "{namespace}" among the manifests here',
      near: 'No Service "{serviceName}" in namespace "{namespace}" among the manifests here; there is "{nearest}"',
      used: 'No Service "{serviceName}" in namespace "{namespace}" among the manifests here, though the names of the Pods of "{set}" are used',
    },
    related: { near: 'Service "{nearest}"' },
    fixes: {
      rename: 'Change serviceName to "{nearest}"',
      create: 'Create headless Service "{serviceName}" in this file',
      'create-in-new-file': 'Create headless Service "{serviceName}" in a new file',
    },
  },
  'governing-service-in-other-namespace': {
    summary: '`serviceName` names a Service that exists in another namespace only.',
    why: 'A Service finds Pods of its own namespace only. The Pods run, but their DNS names do not resolve, and no event says so.',
    turnOff: 'The Service of the same name is made elsewhere.',
    messages: {
      default: 'Service "{serviceName}" is in namespace {otherNamespaces:quoted}, the StatefulSet in "{namespace}"',
    },
    related: { other: 'Service "{serviceName}" in namespace "{otherNamespace}"' },
    fixes: {
      move: 'Move Service "{serviceName}" to namespace "{namespace}"',
      create: 'Create headless Service "{serviceName}" in namespace "{namespace}"',
    },
  },
  'governing-service-not-headless': {
    summary: 'The governing Service of a StatefulSet has a cluster IP.',
    why: 'CoreDNS resolves the names of the Pods all the same, but the Service name itself leads to the one cluster IP instead of all Pods, and SRV records name the Service. The DNS specification of Kubernetes promises names of Pods for headless Services only. Behind an `ExternalName` they do not exist.',
    turnOff: 'Only the names of single Pods are used, or the set has one Pod.',
    messages: {
      default: 'Service "{service}" governs StatefulSet {sets:quoted} but is not headless',
      discovery:
        'StatefulSet {sets:quoted} looks its peers up by the name of Service "{service}", which leads to one cluster IP only',
      external:
        'Service "{service}" is an ExternalName: the Pods of StatefulSet {sets:quoted} get no DNS names from it',
    },
    related: { set: 'governs StatefulSet "{set}"' },
    fixes: {
      'make-headless': 'Make Service "{service}" headless',
      'add-headless': 'Add headless Service "{headlessName}" and let it govern',
    },
  },
  'governing-service-without-selector': {
    summary: 'The governing Service of a StatefulSet selects no Pods at all.',
    why: 'Without a selector nobody fills the endpoints, so neither the Service name nor the names of the Pods resolve.',
    turnOff: 'The application, such as Patroni, writes the endpoints itself.',
    messages: { default: 'Service "{service}" governs StatefulSet {sets:quoted} but has no selector' },
    related: { set: 'governs StatefulSet "{set}"' },
    fixes: { 'add-selector': 'Select the Pods of StatefulSet {sets:quoted}' },
  },
  'governing-service-selects-no-pod': {
    summary: 'The selector of the governing Service does not fit the Pods of its StatefulSet.',
    why: 'The Service then has no endpoints of these Pods: their DNS names answer NXDOMAIN, and no event says so.',
    turnOff: 'The labels are put on the Pods at run time.',
    messages: {
      default: 'Service "{service}" selects {pairs:quoted}, which the Pods of StatefulSet "{set}" do not have',
      metadata: 'Service "{service}" selects {pairs:quoted}: StatefulSet "{set}" itself has that, its Pods do not',
      union:
        'Service "{service}" selects {pairs:quoted} too, which only Pods of another workload have: no Pod has all its labels',
    },
    related: { labels: 'labels of the Pods of "{set}"', set: 'governs StatefulSet "{set}"' },
    fixes: {
      'align-selector': 'Select the Pods of StatefulSet "{set}"',
      'label-pods': 'Add {pairs:quoted} to the Pods of StatefulSet "{set}"',
    },
  },
  'service-selects-no-pod': {
    summary: 'A slip in the selector of a Service keeps it from all Pods.',
    why: 'A Service without endpoints answers nobody; nothing is logged.',
    turnOff: 'The Pods live elsewhere.',
    messages: {
      default: 'Service "{service}" selects {pairs:quoted}, which no Pod here has',
      near: 'Service "{service}" selects {pairs:quoted}; the Pods of {kind} "{workload}" have "{key}={value}"',
      metadata: 'Service "{service}" selects {pairs:quoted}: {kind} "{workload}" itself has that, its Pods do not',
      union: 'Service "{service}" selects labels of different workloads: no Pod has them all',
    },
    related: { workload: '{kind} "{workload}"' },
    fixes: { 'align-value': 'Select "{key}={value}"' },
  },
  'service-name-missing': {
    summary: 'The names of the Pods are used, but the StatefulSet names no Service.',
    why: 'Without `serviceName` the Pods get no subdomain and so no DNS names.',
    turnOff: 'The addresses are resolved by other means.',
    messages: { default: 'StatefulSet "{set}" has no serviceName, but "{address}" is used' },
    related: { address: 'the address that is used' },
    fixes: { 'set-service-name': 'Set serviceName to "{service}"' },
  },
  'service-target-port-unknown': {
    summary: 'A named target port that no selected Pod declares.',
    why: 'For Pods without a port of that name the Service port is left out: connections are refused, and its SRV record is NXDOMAIN.',
    turnOff: 'The port belongs to a feature that is switched off.',
    messages: {
      default: 'No container that Service "{service}" selects has a port "{targetPort}", only {names:quoted}',
      none: 'No container that Service "{service}" selects has a port "{targetPort}", nor any other name for one',
    },
    related: { workload: 'containers of "{workload}"' },
    fixes: { rename: 'Change targetPort to "{nearest}"', 'use-number': 'Change targetPort to {number}' },
  },
  'annotation-without-effect': {
    summary: 'An annotation that Kubernetes no longer reads.',
    why: '`service.alpha.kubernetes.io/tolerate-unready-endpoints` is read by no supported version: the field `publishNotReadyAddresses` took its place.',
    turnOff: 'The manifest must also work on clusters before 1.11.',
    messages: {
      default: 'Nothing reads "{key}" any more: Pods that are not ready are not published by Service "{service}"',
      published: 'Nothing reads "{key}" any more; publishNotReadyAddresses is set already',
    },
    fixes: { replace: 'Replace the annotation by publishNotReadyAddresses' },
  },
  'service-selects-others': {
    summary: 'The governing Service also selects Pods of another workload.',
    why: 'Whoever looks up the Service to find the members gets the addresses of the other Pods as well.',
    turnOff: 'The Pods serve the same, or the workloads are alternatives.',
    messages: { default: 'Service "{service}" of StatefulSet "{set}" also selects the Pods of {kind} "{other}"' },
    related: { other: '{kind} "{other}"' },
    fixes: { narrow: 'Select "{key}={value}" too' },
  },
};
