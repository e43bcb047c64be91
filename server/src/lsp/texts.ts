// The server's own sentences, made from ids and facts. A second language is a second object of this shape.

import type { SuppressionPlace } from '../core/features/fixes/suppress.ts';
import type { StatefulSetNumbers } from '../core/features/lenses/set-numbers.ts';
import type { Work } from './progress.ts';

export interface Texts {
  readonly source: string;
  work(work: Work): string;
  progress(done: number, all: number): string;
  previewLens(name: string): string;
  readonly fixAllSafe: string;
  fixRuleInFile(title: string): string;
  fixRuleInWorkspace(title: string): string;
  suppress(rule: string, place: SuppressionPlace): string;
  readonly suppressionReason: string;
  readonly sharedText: string;
  linkTo(kind: string, name: string): string;
  readonly cannotRename: string;
  podNames(numbers: StatefulSetNumbers): string;
}

export const texts: Texts = {
  source: 'statefulset',
  work: (work) => (work === 'reading-workspace' ? 'Reading Kubernetes manifests' : 'Checking Kubernetes manifests'),
  progress: (done, all) => `${done} of ${all} files`,
  previewLens: () => 'Preview',
  fixAllSafe: 'Apply all safe repairs of Kubernetes manifests in this file',
  fixRuleInFile: (title) => `${title}, and alike everywhere in this file`,
  fixRuleInWorkspace: (title) => `${title}, and alike everywhere in the workspace`,
  suppress: (rule, place) => {
    if (place === 'line') return `Silence "${rule}" on this line`;
    return place === 'document' ? `Silence "${rule}" in this document` : `Silence "${rule}" for this object`;
  },
  suppressionReason: 'reason',
  sharedText: 'Other places of the document read the same text',
  linkTo: (kind, name) => `Go to ${kind} "${name}"`,
  cannotRename: 'This name cannot be changed everywhere it stands',
  podNames: ({ first, last, claims }) => {
    const pods = first === last ? first : `${first} … ${last}`;
    return claims === 0 ? pods : `${pods}, ${claims} ${claims === 1 ? 'claim' : 'claims'}`;
  },
};
