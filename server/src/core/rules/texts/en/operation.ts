import type { RuleCatalogue } from '../rule-texts.ts';

export const operationTexts: RuleCatalogue = {
  'config-map-missing': {
    summary: 'A ConfigMap that is not among the manifests.',
    why: 'A Pod that needs a missing ConfigMap waits: CreateContainerConfigError for variables, FailedMount for volumes.',
    turnOff: 'ConfigMaps are made by other tools.',
    messages: {
      default: 'ConfigMap "{configMap}" is not among the manifests here',
      near: 'ConfigMap "{configMap}" is not among the manifests here; there is "{nearest}"',
    },
    fixes: { rename: 'Change it to "{nearest}"', create: 'Create ConfigMap "{configMap}"' },
  },
  'config-map-key-missing': {
    summary: 'A key that its ConfigMap does not have.',
    why: 'The container is not started: CreateContainerConfigError, couldn’t find key; a volume reports FailedMount, references non-existent config key.',
    turnOff: 'The ConfigMap is completed by another tool.',
    messages: { default: 'ConfigMap "{configMap}" has no key "{key}"' },
    related: { 'config-map': 'ConfigMap "{configMap}"' },
    fixes: { rename: 'Change it to "{nearest}"', 'add-key': 'Add key "{key}" to ConfigMap "{configMap}"' },
  },
  'member-count-even': {
    summary: 'An even number of members that vote.',
    why: 'A majority of four is three, as of five: an even number survives no more losses than the odd number below it, and has one more member to lose.',
    turnOff: 'Some of the members do not vote.',
    messages: {
      default: '{replicas} members of {system} survive the loss of {losses}, as {fewer} do; {more} survive one more',
    },
    fixes: { 'add-one': 'Run {more} members' },
  },
  'partition-holds-all-pods': {
    summary: 'The partition is above every ordinal: no Pod is updated.',
    why: 'Only Pods at or above the partition are updated. With a partition of at least `replicas` a change of the template changes nothing.',
    turnOff: 'Roll-outs are released step by step by lowering the partition.',
    messages: {
      default:
        'Partition {partition} keeps all {replicas} {replicas|Pod|Pods} of StatefulSet "{set}" from every update',
    },
    related: { replicas: 'replicas of "{set}"' },
    fixes: { 'set-to-zero': 'Set the partition to 0' },
  },
  'update-waits-for-deletion': {
    summary: 'Updates wait until somebody deletes the Pods.',
    why: 'With `OnDelete` a new template changes no running Pod.',
    turnOff: 'An operator or a script deletes the Pods in its own order.',
    messages: {
      default: 'A change of the template of StatefulSet "{set}" reaches a Pod only when somebody deletes it',
    },
    fixes: { 'roll-updates': 'Roll updates out' },
  },
  'max-unavailable-ignored': {
    summary: '`maxUnavailable` has no effect in this version of Kubernetes.',
    why: 'The feature MaxUnavailableStatefulSet is off by default before 1.37: the field is dropped, and Pods are updated one by one.',
    turnOff: 'The feature is on in the cluster: name it in `statefulset.featureGates`.',
    messages: { default: 'Kubernetes {version} ignores maxUnavailable {maxUnavailable}: Pods are updated one by one' },
    fixes: { remove: 'Remove maxUnavailable' },
  },
  'min-ready-without-probe': {
    summary: '`minReadySeconds` without a readiness probe only waits.',
    why: 'A container without a readiness probe is ready as soon as it runs, so the wait proves no more than that it did not end.',
    turnOff: 'Waiting is what is wanted.',
    messages: {
      default:
        'Each Pod is waited for {seconds} {seconds|second|seconds}, but no readiness probe tells whether it is well',
    },
    related: { containers: 'the containers' },
  },
  'grace-period-zero': {
    summary: 'Pods are killed without time to shut down.',
    why: 'With a grace period of 0 the Pod object goes at once, perhaps before its containers have ended: two Pods of one identity can then run at the same time and write to one volume.',
    turnOff: 'The application is made for it.',
    messages: {
      default: 'Pods of StatefulSet "{set}" are killed at once, and may still run while their successors start',
    },
    fixes: { remove: 'Use the default of 30 seconds' },
  },
  'budget-blocks-evictions': {
    summary: 'A PodDisruptionBudget allows no eviction at all.',
    why: '`kubectl drain` then never ends: Cannot evict pod as it would violate the pod’s disruption budget.',
    turnOff: 'Nodes are only drained by hand after the budget was removed.',
    messages: {
      default:
        'Budget "{budget}" wants {healthy} of {pods} {pods|Pod|Pods} to stay: no Node with one of them can be drained',
    },
    related: { workload: 'replicas of "{workload}"' },
    fixes: { 'allow-one': 'Allow one Pod to be unavailable' },
  },
  'budget-selects-nothing': {
    summary: 'A PodDisruptionBudget protects no Pods.',
    why: 'A budget whose selector fits no Pods has no effect.',
    turnOff: 'The Pods live elsewhere.',
    messages: { default: 'Budget "{budget}" selects {pairs:quoted}, which no Pod here has' },
    related: { labels: 'Pods of StatefulSet "{set}"' },
    fixes: { 'align-value': 'Select "{key}={value}"' },
  },
  'budgets-overlap': {
    summary: 'Two PodDisruptionBudgets protect the same Pods.',
    why: 'The eviction of a Pod with more than one budget is refused: This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    turnOff: 'Never.',
    messages: { default: 'Pods of {kind} "{workload}" have the budgets {budgets:quoted}: they can never be evicted' },
    related: { budget: 'budget "{budget}"' },
  },
  'budget-missing': {
    summary: 'Several replicas and no PodDisruptionBudget.',
    why: '`kubectl drain` evicts all Pods of a Node at the same time; the order of a StatefulSet does not hold for evictions.',
    turnOff: 'Nodes are never drained, or losing several Pods at once does no harm.',
    messages: { default: 'No PodDisruptionBudget keeps a drain from evicting several of the {replicas} Pods at once' },
    fixes: { create: 'Create PodDisruptionBudget "{set}"' },
  },
  'autoscaler-target-missing': {
    summary: 'A HorizontalPodAutoscaler whose target is a slip away.',
    why: 'The autoscaler reports FailedGetScale and never scales anything.',
    turnOff: 'The target lives elsewhere.',
    messages: {
      default: 'No {kind} "{target}" for autoscaler "{autoscaler}"; there is "{nearest}"',
      kind: 'No {kind} "{target}" for autoscaler "{autoscaler}"; "{target}" is a {nearest}',
    },
    fixes: { correct: 'Change it to "{nearest}"' },
  },
  'replicas-beside-autoscaler': {
    summary: '`replicas` is written though a HorizontalPodAutoscaler decides it.',
    why: 'Each `kubectl apply` sets the number back to what is written, until the autoscaler changes it again: Pods are removed and made anew.',
    turnOff: 'The manifest is applied once only.',
    messages: {
      default:
        'Applying this sets StatefulSet "{set}" back to {replicas} {replicas|Pod|Pods}, against autoscaler "{autoscaler}"',
    },
    related: { autoscaler: 'autoscaler "{autoscaler}"' },
    fixes: { remove: 'Remove replicas' },
  },
  'anti-affinity-missing': {
    summary: 'Nothing keeps the Pods apart.',
    why: 'Pods of one set may all be put on one Node, and be lost with it.',
    turnOff: 'The cluster spreads Pods by default as it should, or has one Node.',
    messages: { default: 'Nothing keeps the {replicas} Pods of StatefulSet "{set}" on different Nodes' },
    fixes: { 'add-spread': 'Spread the Pods over the Nodes' },
  },
  'anti-affinity-for-no-pod': {
    summary: 'Anti-affinity or spread for labels that no Pod has.',
    why: 'The rule keeps away from nothing: all Pods may be put on one Node.',
    turnOff: 'The other Pods live elsewhere.',
    messages: { default: 'The Pods of "{set}" keep away from Pods with {pairs:quoted}, and no Pod here is like that' },
    related: { labels: 'labels of the Pods of "{set}"' },
    fixes: { 'use-own-label': 'Use the Pods’ own "{key}={value}"' },
  },
  'probe-port-unknown': {
    summary: 'A probe asks for a named port that its container does not declare.',
    why: 'The probe fails each time, so the container is never ready, or is restarted for ever.',
    turnOff: 'Never.',
    messages: {
      default: '{probe} of container "{container}" asks for port "{port}"; it has only {names:quoted}',
      none: '{probe} of container "{container}" asks for port "{port}", but the container names no port',
    },
    fixes: { rename: 'Change the port to "{nearest}"' },
  },
  'readiness-probe-missing': {
    summary: 'Pods behind a Service have no readiness probe.',
    why: 'Pods count as ready as soon as they run: they are published in DNS and get traffic before they can answer, and a roll-out goes on from Pod to Pod without a check.',
    turnOff: 'The application answers from its first moment on.',
    messages: {
      default: 'No container of StatefulSet "{set}" has a readiness probe, though Service "{service}" leads to it',
    },
    related: { service: 'Service "{service}"' },
    fixes: { 'add-probe': 'Add a readiness probe that connects to the first port' },
  },
  'network-policy-blocks-peers': {
    summary: 'Network policies keep the Pods of a set from each other.',
    why: 'As soon as a policy selects a Pod, only what some policy allows reaches it. The connections time out.',
    turnOff: 'A policy that is not among the manifests allows it.',
    messages: {
      ingress: 'Policy "{policy}" keeps the Pods of StatefulSet "{set}" from being reached by each other',
      egress: 'Policy "{policy}" keeps the Pods of StatefulSet "{set}" from reaching each other',
    },
    related: { policy: 'policy "{policy}"' },
    fixes: { 'allow-peers': 'Let policy "{policy}" allow the set’s own Pods' },
  },
  'network-policy-blocks-dns': {
    summary: 'Network policies keep the Pods from the cluster’s DNS.',
    why: 'Without port 53 to the DNS Pods in their namespace no name is resolved, so the Pods do not find each other.',
    turnOff: 'A policy that is not among the manifests allows it.',
    messages: {
      default: 'Policy "{policy}" keeps the Pods of StatefulSet "{set}" from the cluster’s DNS, whose names they use',
    },
    related: { policy: 'policy "{policy}"' },
    fixes: { 'allow-dns': 'Let policy "{policy}" allow DNS' },
  },
  'object-declared-twice': {
    summary: 'One file declares the same object twice.',
    why: '`kubectl apply` applies both, one after the other: the last one wins, and fields that only the first has may go.',
    turnOff: 'Never.',
    messages: { default: '{kind} "{name}" stands in this file twice: the last one wins' },
    related: { first: 'the first one' },
  },
  'mode-not-octal': {
    summary: 'A file mode that was meant to be octal.',
    why: 'YAML reads `400` as the decimal number, which is the mode 0620. Only `0400` is octal.',
    turnOff: 'The decimal number is meant.',
    messages: { default: '{field} {written} is the mode {is}; {meant} is octal' },
    fixes: { 'make-octal': 'Write the mode {meant}' },
  },
  'service-account-missing': {
    summary: 'A ServiceAccount that is not among the manifests.',
    why: 'No Pod is made: the controller reports FailedCreate, error looking up service account.',
    turnOff: 'ServiceAccounts are made by other tools.',
    messages: {
      default: 'ServiceAccount "{name}" is not among the manifests here',
      near: 'ServiceAccount "{name}" is not among the manifests here; there is "{nearest}"',
    },
    fixes: { rename: 'Change it to "{nearest}"', create: 'Create ServiceAccount "{name}"' },
  },
  'priority-class-missing': {
    summary: 'A PriorityClass that is not among the manifests.',
    why: 'No Pod is made: the controller reports FailedCreate, no PriorityClass with that name was found.',
    turnOff: 'PriorityClasses are made for the whole cluster elsewhere.',
    messages: {
      default: 'PriorityClass "{name}" is not among the manifests here',
      near: 'PriorityClass "{name}" is not among the manifests here; there is "{nearest}"',
    },
    fixes: { rename: 'Change it to "{nearest}"', create: 'Create PriorityClass "{name}"' },
  },
  'claim-missing': {
    summary: 'A PersistentVolumeClaim that is not among the manifests.',
    why: 'The Pod stays Pending with FailedScheduling until somebody makes the claim.',
    turnOff: 'Claims are made by other tools.',
    messages: {
      default: 'Claim "{name}" is not among the manifests here',
      near: 'Claim "{name}" is not among the manifests here; there is "{nearest}"',
    },
    fixes: { rename: 'Change it to "{nearest}"', create: 'Create claim "{name}" of 1Gi' },
  },
  'operator-available': {
    summary: 'A system of several members for which an operator exists.',
    why: 'A StatefulSet starts, replaces and removes Pods; it does not tell the system that a member joins, leaves or is upgraded. An operator does.',
    turnOff: 'The members are looked after by other means.',
    messages: {
      default: 'Members of {system} that join, leave or are upgraded need care; the operator {operator} takes it',
    },
  },
  'quorum-lost-in-update': {
    summary: 'An update takes so many voting members away at once that no majority is left.',
    why: 'Up to `maxUnavailable` Pods are replaced at the same time. Without a majority the members that stay refuse to write, and often to read.',
    turnOff: 'Some of the members do not vote.',
    messages: {
      default:
        'An update takes {away} of {replicas} members of {system} away at once; {majority} are needed for a majority',
    },
    related: { replicas: 'members of "{set}"' },
    fixes: { lower: 'Allow {most} to be unavailable' },
  },
  'topology-key-unknown': {
    summary: 'A topology key that no Node has.',
    why: 'Nodes without the label belong to no domain: anti-affinity then keeps no Pods apart, and a spread with DoNotSchedule leaves them Pending (FailedScheduling, missing required label).',
    turnOff: 'Somebody puts the label on the Nodes.',
    messages: {
      default: 'Nodes do not have the label "{key}" by themselves; "{better}" they have',
      'no-node': 'None of the {nodes} Nodes here has the label "{key}"',
    },
    fixes: { change: 'Change it to "{better}"' },
  },
  'nodes-too-few': {
    summary: 'Anti-affinity wants more Nodes than are declared.',
    why: 'Each Pod needs a Node of its own; the Pods for which there is none stay Pending (FailedScheduling, didn’t match pod anti-affinity rules).',
    turnOff: 'The cluster has more Nodes than the manifests show.',
    messages: {
      default:
        '{replicas} Pods each want a Node of their own, and there are {nodes} here: {pending} {pending|stays|stay} Pending',
    },
    related: { term: 'keeps the Pods on different Nodes' },
    fixes: { 'lower-replicas': 'Run {nodes} {nodes|Pod|Pods}' },
  },
  'placeholder-left': {
    summary: 'A placeholder that nobody filled in.',
    why: 'The API server takes the text as it is: as a name or number it is refused, as anything else it goes to the cluster. What the server would refuse because of placeholders is not said beside this.',
    turnOff: 'Another tool fills the placeholders in before the manifests are applied.',
    messages: {
      default: '{text} is a placeholder that is still to be filled in',
      several: '{text} is a placeholder that is still to be filled in, as {more} more {more|text is|texts are}',
    },
  },
};
