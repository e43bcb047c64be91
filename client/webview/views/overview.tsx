// The set as a layered picture: Services, under them the Pods in start order, under each its claims and their volumes.

import type { VNode } from 'preact';
import type { ClaimPicture, Picture, PodPicture, PodState, ServicePicture } from '../picture.ts';
import { claimState, podState, texts } from '../texts/en.ts';
import { ClaimMark, PodMark } from './icons.tsx';
import { Windowed } from './windowed.tsx';

/** A thing of the picture, by which the editor's field is found: kind, name, and a field such as `spec.replicas`. */
export type Lead = (kind: string, name: string, field: string) => void;

/** Field that the editor's cursor stands in, such as `spec.replicas` of a StatefulSet. */
export interface Cursor {
  readonly kind: string;
  readonly name: string;
  readonly field: string;
}

export interface OverviewProperties {
  readonly picture: Picture;
  readonly lead: Lead;
  readonly cursor: Cursor | null;
  readonly podActions: (pod: PodPicture) => VNode | null;
}

const SUMMARY_ORDER: readonly PodState[] = [
  'ready',
  'not-ready',
  'starting',
  'pending',
  'failed',
  'terminating',
  'absent',
];

export function Overview(properties: OverviewProperties): VNode {
  const { picture } = properties;
  return (
    <div class="overview">
      <ul class="services" aria-label="Services">
        {picture.services.map((service) => (
          <li key={service.name}>
            <ServiceCard service={service} {...properties} />
          </li>
        ))}
      </ul>
      <p class="summary">{summary(picture)}</p>
      <Windowed
        items={picture.pods}
        keyOf={(pod) => pod.name}
        draw={(pod) => <PodCard pod={pod} {...properties} />}
        expectedHeight={150}
        columnWidth={230}
        className="pods"
        label="Pods"
      />
      {picture.omitted > 0 && <p class="omitted">{texts.omitted(picture.omitted)}</p>}
    </div>
  );
}

function summary(picture: Picture): string {
  const counts = new Map<PodState, number>();
  for (const pod of picture.pods) counts.set(pod.state, (counts.get(pod.state) ?? 0) + 1);
  return SUMMARY_ORDER.filter((state) => counts.has(state))
    .map((state) => texts.summary(counts.get(state) ?? 0, state))
    .join(' · ');
}

function ServiceCard(properties: OverviewProperties & { readonly service: ServicePicture }): VNode {
  const { service, lead, cursor } = properties;
  const isMarked = cursor?.kind === 'Service' && cursor.name === service.name;
  const kindOfAddress = service.isHeadless ? texts.headless : texts.clusterIp;
  return (
    <article class={`card service ${service.isDeclared ? '' : 'undeclared'} ${isMarked ? 'marked' : ''}`}>
      <button type="button" class="link" onClick={() => lead('Service', service.name, 'metadata.name')}>
        {service.name}
      </button>
      <span class="details">
        {[
          ...(service.isGoverning ? [texts.governing] : []),
          service.isDeclared ? kindOfAddress : texts.undeclared,
          ...(service.ports ? [service.ports] : []),
          ...(service.isDeclared ? [texts.selects(service.selected)] : []),
        ].join(' · ')}
      </span>
    </article>
  );
}

function PodCard(properties: OverviewProperties & { readonly pod: PodPicture }): VNode {
  const { pod, picture, lead, cursor, podActions } = properties;
  const isMarked = cursor?.kind === 'StatefulSet' && cursor.field.startsWith('spec.template');
  return (
    <article class={`card pod state-${pod.state} ${isMarked ? 'marked' : ''}`}>
      <header>
        <PodMark state={pod.state} />
        <button type="button" class="link name" onClick={() => lead('StatefulSet', picture.name, 'spec.replicas')}>
          {pod.name}
        </button>
        <span class="state">{podState[pod.state]}</span>
        {podActions(pod)}
      </header>
      <div class="details">
        {pod.node && <span>{texts.node(pod.node)}</span>}
        {pod.image && <span class="image">{pod.image}</span>}
        {pod.revision && <span>{pod.isNewestRevision ? pod.revision : `${pod.revision} (${texts.oldRevision})`}</span>}
        {pod.fullName && !pod.resolves && pod.state !== 'absent' && <span class="weak">{texts.notResolved}</span>}
      </div>
      {pod.reason && <p class="reason">{pod.reason}</p>}
      {pod.claims.length > 0 && (
        <ul class="claims" aria-label={`Claims of ${pod.name}`}>
          {pod.claims.map((claim, index) => (
            <li key={claim.name}>
              <Claim claim={claim} index={index} {...properties} />
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

function Claim(properties: OverviewProperties & { readonly claim: ClaimPicture; readonly index: number }): VNode {
  const { claim, index, picture, lead, cursor } = properties;
  const field = `spec.volumeClaimTemplates[${index}]`;
  const isMarked = cursor?.kind === 'StatefulSet' && cursor.field.startsWith(field);
  const { volume } = claim;
  return (
    <div class={`claim claim-${claim.state} ${isMarked ? 'marked' : ''}`}>
      <div class="line">
        <ClaimMark state={claim.state} />
        <button type="button" class="link" onClick={() => lead('StatefulSet', picture.name, `${field}.metadata.name`)}>
          {claim.name}
        </button>
        <span class="details">{[claimState[claim.state], claim.request].filter(Boolean).join(' · ')}</span>
      </div>
      {volume && (
        <div class="volume">
          <button type="button" class="link" onClick={() => lead('PersistentVolume', volume.name, 'metadata.name')}>
            {volume.name}
          </button>
          <span class="details">
            {[
              volume.size,
              volume.storageClass,
              volume.reachableFrom,
              ...(volume.isProvisioned ? [texts.provisioned] : []),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          {claim.isArbitrary && <span class="weak">{texts.arbitrary}</span>}
        </div>
      )}
      {claim.reason && <p class="reason">{claim.reason}</p>}
    </div>
  );
}
