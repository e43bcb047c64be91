// The server's own sentences, made from ids and facts. A second language is a second object of this shape.

import type { Work } from './progress.ts';

export interface Texts {
  readonly source: string;
  work(work: Work): string;
  progress(done: number, all: number): string;
  previewLens(name: string): string;
}

export const texts: Texts = {
  source: 'statefulset',
  work: (work) => (work === 'reading-workspace' ? 'Reading Kubernetes manifests' : 'Checking Kubernetes manifests'),
  progress: (done, all) => `${done} of ${all} files`,
  previewLens: () => 'Preview',
};
