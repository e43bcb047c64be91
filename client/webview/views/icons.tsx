// State marks: a shape for each state, so that it is told apart without colour.

import type { VNode } from 'preact';
import type { ClaimState, PodState } from '../picture.ts';

type Shape = 'dotted' | 'ring' | 'half' | 'diamond' | 'disc' | 'cross' | 'dashed';

const podShape: Readonly<Record<PodState, Shape>> = {
  absent: 'dotted',
  pending: 'ring',
  starting: 'half',
  'not-ready': 'diamond',
  ready: 'disc',
  failed: 'cross',
  terminating: 'dashed',
};

const claimShape: Readonly<Record<ClaimState, Shape>> = {
  pending: 'ring',
  bound: 'disc',
  lost: 'cross',
  terminating: 'dashed',
};

export function PodMark(properties: { readonly state: PodState }): VNode {
  return <Mark shape={podShape[properties.state]} state={properties.state} />;
}

export function ClaimMark(properties: { readonly state: ClaimState }): VNode {
  return <Mark shape={claimShape[properties.state]} state={properties.state} />;
}

function Mark(properties: { readonly shape: Shape; readonly state: PodState | ClaimState }): VNode {
  return (
    <svg class={`mark ${properties.state}`} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      {drawing(properties.shape)}
    </svg>
  );
}

function drawing(shape: Shape): VNode {
  switch (shape) {
    case 'dotted':
      return <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="1 3" />;
    case 'ring':
      return <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" />;
    case 'half':
      return (
        <g>
          <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" />
          <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
        </g>
      );
    case 'diamond':
      return <path d="M8 1.5 14.5 8 8 14.5 1.5 8z" fill="none" stroke="currentColor" stroke-width="2" />;
    case 'disc':
      return (
        <g>
          <circle cx="8" cy="8" r="7" fill="currentColor" />
          <path class="mark-tick" d="m4.8 8.2 2.2 2.2 4.2-4.6" fill="none" stroke-width="1.8" />
        </g>
      );
    case 'cross':
      return (
        <g>
          <rect x="1.5" y="1.5" width="13" height="13" rx="2" fill="none" stroke="currentColor" stroke-width="1.5" />
          <path d="m5 5 6 6m0-6-6 6" stroke="currentColor" stroke-width="2" />
        </g>
      );
    case 'dashed':
      return <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="4 3" />;
  }
}
