// What one run of the simulation gives the page.

import type { Moment, Picture } from './picture.ts';

export interface Run {
  readonly moments: readonly Moment[];
  /** The picture at a moment; made when it is asked for, so that a run of a thousand steps costs no thousand pictures. */
  readonly pictureAt: (index: number) => Picture;
  /** Why the run ended early, in one sentence; empty otherwise. */
  readonly failure: string;
}
