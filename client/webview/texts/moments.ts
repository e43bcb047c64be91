// What happens at a moment of the time line, in words.

import type { TimelineEntry } from '../../../server/src/core/simulation/record/timeline.ts';
import { CAUSE_SENTENCES, sentenceOf } from '../../../server/src/core/simulation/texts/en.ts';

const TITLES: Readonly<Record<string, (event: TimelineEntry['event']) => string>> = {
  'pod-created': ({ pod }) => `${pod} is created`,
  'pod-scheduled': ({ pod }) => `${pod} gets a node`,
  'pod-running': ({ pod }) => `${pod} runs`,
  'pod-ready': ({ pod }) => `${pod} is ready`,
  'pod-not-ready': ({ pod }) => `${pod} is not ready any more`,
  'pod-failed': ({ pod }) => `${pod} fails`,
  'pod-succeeded': ({ pod }) => `${pod} ends`,
  'pod-deleting': ({ pod }) => `${pod} is being deleted`,
  'pod-deleted': ({ pod }) => `${pod} is gone`,
  'pod-adopted': ({ pod, set }) => `${pod} is adopted by ${set}`,
  'pod-orphaned': ({ pod }) => `${pod} is left alone`,
  'claim-created': ({ claim }) => `${claim} is created`,
  'claim-bound': ({ claim, volume }) => `${claim} is bound to ${volume}`,
  'claim-lost': ({ claim }) => `${claim} lost its volume`,
  'claim-deleting': ({ claim }) => `${claim} is being deleted`,
  'claim-deleted': ({ claim }) => `${claim} is gone`,
  'volume-created': ({ volume }) => `${volume} is provisioned`,
  'volume-released': ({ volume }) => `${volume} is released`,
  'volume-available': ({ volume }) => `${volume} is available`,
  'volume-failed': ({ volume }) => `${volume} could not be reclaimed`,
  'volume-deleted': ({ volume }) => `${volume} is gone`,
  'set-deleting': ({ set }) => `${set} is being deleted`,
  'set-deleted': ({ set }) => `${set} is gone`,
};

/** Title and cause, or `undefined` where the event changes nothing that is drawn. */
export function momentText({
  event,
  cause,
}: TimelineEntry): { readonly title: string; readonly cause: string } | undefined {
  const title = TITLES[event.event];
  return title && { title: title(event), cause: sentenceOf(CAUSE_SENTENCES, cause.sentence, cause.facts) };
}

const CHAPTERS: Readonly<Record<string, string>> = {
  deploy: 'The manifests are applied',
  scale: 'The set is scaled',
  setImage: 'Another image is rolled out',
  rolloutRestart: 'The set is restarted',
  rolloutUndo: 'The roll-out is undone',
  deleteStatefulSet: 'The set is deleted',
  deletePod: 'A Pod is deleted',
  neverReady: 'A Pod stops being ready',
  ready: 'A Pod becomes ready again',
  drain: 'A node is drained',
  uncordon: 'A node takes Pods again',
  nodeLost: 'A node is lost',
  nodeBack: 'A node comes back',
};

export function chapterTitle(step: string): string {
  return CHAPTERS[step] ?? step;
}

export const failureTexts = {
  missing: (kind: string, name: string): string => `there is no ${kind} ${name} at this moment`,
  tooLong: 'too much would happen; what is shown is the beginning',
} as const;
