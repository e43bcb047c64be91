// All rules, sorted by id. Settings, pages, tables and SARIF metadata are made from this list.

import { annotationWithoutEffect } from './annotation-without-effect.ts';
import { antiAffinityForNoPod } from './anti-affinity-for-no-pod.ts';
import { antiAffinityMissing } from './anti-affinity-missing.ts';
import { autoscalerTargetMissing } from './autoscaler-target-missing.ts';
import { blockVolumeMounted } from './block-volume-mounted.ts';
import { budgetBlocksEvictions } from './budget-blocks-evictions.ts';
import { budgetMissing } from './budget-missing.ts';
import { budgetSelectsNothing } from './budget-selects-nothing.ts';
import { budgetsOverlap } from './budgets-overlap.ts';
import { claimMissing } from './claim-missing.ts';
import { claimNamesCollide } from './claim-names-collide.ts';
import { claimSelectsNoVolume } from './claim-selects-no-volume.ts';
import { claimSharedByPods } from './claim-shared-by-pods.ts';
import { claimTemplateMisplacedField } from './claim-template-misplaced-field.ts';
import { claimTemplateNamesVolume } from './claim-template-names-volume.ts';
import { claimTemplateRepeated } from './claim-template-repeated.ts';
import { claimTemplateUnused } from './claim-template-unused.ts';
import { claimsDeletedWithData } from './claims-deleted-with-data.ts';
import { classCannotExpand } from './class-cannot-expand.ts';
import { configMapKeyMissing } from './config-map-key-missing.ts';
import { configMapMissing } from './config-map-missing.ts';
import { dataNotKept } from './data-not-kept.ts';
import { defaultClassMissing } from './default-class-missing.ts';
import { governingServiceInOtherNamespace } from './governing-service-in-other-namespace.ts';
import { governingServiceMissing } from './governing-service-missing.ts';
import { governingServiceNotHeadless } from './governing-service-not-headless.ts';
import { governingServiceSelectsNoPod } from './governing-service-selects-no-pod.ts';
import { governingServiceWithoutSelector } from './governing-service-without-selector.ts';
import { gracePeriodZero } from './grace-period-zero.ts';
import { maxUnavailableIgnored } from './max-unavailable-ignored.ts';
import { memberCountEven } from './member-count-even.ts';
import { minReadyWithoutProbe } from './min-ready-without-probe.ts';
import { modeNotOctal } from './mode-not-octal.ts';
import { nameTooLong } from './name-too-long.ts';
import { networkPolicyBlocksDns } from './network-policy-blocks-dns.ts';
import { networkPolicyBlocksPeers } from './network-policy-blocks-peers.ts';
import { nodesTooFew } from './nodes-too-few.ts';
import { objectDeclaredTwice } from './object-declared-twice.ts';
import { operatorAvailable } from './operator-available.ts';
import { partitionHoldsAllPods } from './partition-holds-all-pods.ts';
import { peerListDiffers } from './peer-list-differs.ts';
import { placeholderLeft } from './placeholder-left.ts';
import { podAddressBeyondReplicas } from './pod-address-beyond-replicas.ts';
import { podAddressWrongDomain } from './pod-address-wrong-domain.ts';
import { podAddressWrongNamespace } from './pod-address-wrong-namespace.ts';
import { podAddressWrongPort } from './pod-address-wrong-port.ts';
import { podAddressWrongService } from './pod-address-wrong-service.ts';
import { priorityClassMissing } from './priority-class-missing.ts';
import { probePortUnknown } from './probe-port-unknown.ts';
import { quorumLostInUpdate } from './quorum-lost-in-update.ts';
import { readinessNeedsPeers } from './readiness-needs-peers.ts';
import { readinessProbeMissing } from './readiness-probe-missing.ts';
import { replicasBesideAutoscaler } from './replicas-beside-autoscaler.ts';
import type { Rule } from './rule.ts';
import { selectorLabelChanges } from './selector-label-changes.ts';
import { selectorOverlap } from './selector-overlap.ts';
import { selectorTemplateMismatch } from './selector-template-mismatch.ts';
import { serviceAccountMissing } from './service-account-missing.ts';
import { serviceNameMissing } from './service-name-missing.ts';
import { serviceSelectsNoPod } from './service-selects-no-pod.ts';
import { serviceSelectsOthers } from './service-selects-others.ts';
import { serviceTargetPortUnknown } from './service-target-port-unknown.ts';
import { srvPortUnnamed } from './srv-port-unnamed.ts';
import { storageClassMissing } from './storage-class-missing.ts';
import { templateLabelOverridden } from './template-label-overridden.ts';
import { topologyKeyUnknown } from './topology-key-unknown.ts';
import { updateWaitsForDeletion } from './update-waits-for-deletion.ts';
import { volumeReservedInVain } from './volume-reserved-in-vain.ts';
import { volumeShadowed } from './volume-shadowed.ts';
import { volumesOnOtherNodes } from './volumes-on-other-nodes.ts';
import { volumesShareDirectory } from './volumes-share-directory.ts';
import { volumesTooFew } from './volumes-too-few.ts';

export const RULES: readonly Rule[] = [
  annotationWithoutEffect,
  antiAffinityForNoPod,
  antiAffinityMissing,
  autoscalerTargetMissing,
  blockVolumeMounted,
  budgetBlocksEvictions,
  budgetMissing,
  budgetSelectsNothing,
  budgetsOverlap,
  claimMissing,
  claimNamesCollide,
  claimSelectsNoVolume,
  claimSharedByPods,
  claimTemplateMisplacedField,
  claimTemplateNamesVolume,
  claimTemplateRepeated,
  claimTemplateUnused,
  claimsDeletedWithData,
  classCannotExpand,
  configMapKeyMissing,
  configMapMissing,
  dataNotKept,
  defaultClassMissing,
  governingServiceInOtherNamespace,
  governingServiceMissing,
  governingServiceNotHeadless,
  governingServiceSelectsNoPod,
  governingServiceWithoutSelector,
  gracePeriodZero,
  maxUnavailableIgnored,
  memberCountEven,
  minReadyWithoutProbe,
  modeNotOctal,
  nameTooLong,
  networkPolicyBlocksDns,
  networkPolicyBlocksPeers,
  nodesTooFew,
  objectDeclaredTwice,
  operatorAvailable,
  partitionHoldsAllPods,
  peerListDiffers,
  placeholderLeft,
  podAddressBeyondReplicas,
  podAddressWrongDomain,
  podAddressWrongNamespace,
  podAddressWrongPort,
  podAddressWrongService,
  priorityClassMissing,
  probePortUnknown,
  quorumLostInUpdate,
  readinessNeedsPeers,
  readinessProbeMissing,
  replicasBesideAutoscaler,
  selectorLabelChanges,
  selectorOverlap,
  selectorTemplateMismatch,
  serviceAccountMissing,
  serviceNameMissing,
  serviceSelectsNoPod,
  serviceSelectsOthers,
  serviceTargetPortUnknown,
  srvPortUnnamed,
  storageClassMissing,
  templateLabelOverridden,
  topologyKeyUnknown,
  updateWaitsForDeletion,
  volumeReservedInVain,
  volumeShadowed,
  volumesOnOtherNodes,
  volumesShareDirectory,
  volumesTooFew,
];

const rulesById: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

export function ruleById(id: string): Rule | undefined {
  return rulesById.get(id);
}
