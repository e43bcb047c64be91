// What of a settled state a real cluster could have decided otherwise, in the form of recordings: joint outcomes, the
// simulated one first. The simulated choice stays in the state itself as well, so that one story is told throughout.

import type { ArbitraryChoice, ClusterState } from '../cluster/cluster.ts';
import { claimRefKeyOf } from '../storage/storage-objects.ts';
import { mismatchesOf, type VolumeMismatch } from '../storage/volume-mismatch.ts';
import type { Deal } from './competing-claims.ts';
import type { Row, RowValue } from './settled-state.ts';

export interface ArbitraryRow {
  /** `settled[N]`. */
  readonly at: string;
  /** Fields by `claims NAMESPACE/NAME FIELD`, `volumes NAME FIELD` or `pods NAMESPACE/NAME FIELD`. */
  readonly outcomes: readonly Row[];
}

/** More outcomes than these are not written; there are as many as ways to deal out the volumes. */
const MOST_OUTCOMES = 24;

/** Of a state with more choices than these only the first are told: the ways to deal out volumes grow too fast. */
const MOST_CHOICES = 8;

/** The choices that still show in a state, the last one of each field. */
export function standingChoices(
  state: ClusterState,
  choices: readonly ArbitraryChoice[],
  until: number,
): readonly ArbitraryChoice[] {
  const byField = new Map<string, ArbitraryChoice>();
  for (const choice of choices) {
    if (choice.at <= until) byField.set(`${choice.kind} ${choice.key} ${choice.field}`, choice);
  }
  return [...byField.values()].filter((choice) => stands(state, choice));
}

/** Pods of which not even this is certain: whether they are there. */
export function isPresenceArbitrary(choices: readonly ArbitraryChoice[], namespace: string, name: string): boolean {
  return choices.some(({ kind, key, field }) => kind === 'Pod' && field === 'exists' && key === `${namespace}/${name}`);
}

/** Which claims could have got which of the volumes among them. Each volume serves one claim. */
export function arbitraryRow(
  state: ClusterState,
  at: string,
  choices: readonly ArbitraryChoice[],
  competing: readonly (readonly Deal[])[] = [],
): ArbitraryRow | undefined {
  const made = choices
    .filter(({ kind, field }) => kind === 'PersistentVolumeClaim' && field === 'volume')
    .slice(0, MOST_CHOICES);
  if (made.length === 0 && competing.length === 0) return undefined;
  const ofClaims = [...made, ...leftOvers(state, made)];
  const groups = groupedByVolumes(ofClaims);
  // Groups do not depend on each other: each is told by itself, with what the others got left as it is.
  const outcomes = new Map<string, Row>();
  const chosen = new Map<string, string | null>(ofClaims.map(({ key, chosen: volume }) => [key, String(volume)]));
  const volumes = new Set(ofClaims.flatMap(({ alternatives }) => alternatives.map(String)));
  for (const deal of competing.flat()) {
    for (const [key, volume] of deal) {
      chosen.set(key, state.getByKey('PersistentVolumeClaim', key)?.spec?.volumeName ?? null);
      if (volume !== null) volumes.add(volume);
    }
  }
  const tell = (deal: Deal): void => {
    if (outcomes.size === MOST_OUTCOMES) return;
    const outcome = outcomeRow(new Map([...chosen, ...deal]), volumes);
    outcomes.set(JSON.stringify(outcome), outcome);
  };
  tell(chosen);
  for (const group of groups) {
    for (const assignment of assignments(group)) {
      if (outcomes.size === MOST_OUTCOMES) break;
      tell(assignment);
    }
  }
  for (const deal of competing.flat()) tell(deal);
  return { at, outcomes: [...outcomes.values()] };
}

/** Claims that had no choice any more because others had chosen: of those, too, another one could have been the last. */
function leftOvers(state: ClusterState, made: readonly ArbitraryChoice[]): readonly ArbitraryChoice[] {
  const known = new Set(made.map(({ key }) => key));
  const volumes = new Map<string, readonly string[]>();
  for (const { alternatives } of made) {
    for (const volume of alternatives) volumes.set(String(volume), alternatives.map(String));
  }
  return [...volumes].flatMap(([name, alternatives]) => {
    const key = claimRefKeyOf(state.get('PersistentVolume', '', name) ?? {});
    const claim = key === undefined || known.has(key) ? undefined : state.getByKey('PersistentVolumeClaim', key);
    if (key === undefined || claim?.spec?.volumeName !== name) return [];
    const fitting = alternatives.filter((other) => {
      const volume = state.get('PersistentVolume', '', other);
      return volume && mismatchesOf(claim, volume, { comparesAttributesClass: true }).every(isOfTheMoment);
    });
    const choice = { choice: 'volume-left', kind: 'PersistentVolumeClaim', key, field: 'volume' } as const;
    return fitting.length < 2 ? [] : [{ ...choice, chosen: name, alternatives: fitting, at: 0 }];
  });
}

/** Not about the volume itself, but about who has it now. */
function isOfTheMoment({ reason }: VolumeMismatch): boolean {
  return reason === 'taken' || reason === 'phase' || reason === 'released';
}

function stands(state: ClusterState, { kind, key, field, chosen }: ArbitraryChoice): boolean {
  if (field === 'exists') return true;
  if (kind === 'Pod') return state.getByKey('Pod', key)?.spec?.nodeName === chosen;
  return kind === 'PersistentVolumeClaim' && state.getByKey(kind, key)?.spec?.volumeName === chosen;
}

/** Claims whose choices share a volume belong together. */
function groupedByVolumes(choices: readonly ArbitraryChoice[]): readonly (readonly ArbitraryChoice[])[] {
  const groups: { readonly volumes: Set<string>; readonly choices: ArbitraryChoice[] }[] = [];
  for (const choice of choices) {
    const volumes = new Set(choice.alternatives.map(String));
    const touching = groups.filter((group) => [...volumes].some((volume) => group.volumes.has(volume)));
    const merged = { volumes, choices: [...touching.flatMap((group) => group.choices), choice] };
    for (const group of touching) for (const volume of group.volumes) volumes.add(volume);
    for (const group of touching) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  return groups.map((group) => group.choices);
}

/** All ways to give each claim another volume of the group, the simulated one first. */
function* assignments(group: readonly ArbitraryChoice[]): Iterable<ReadonlyMap<string, string>> {
  const volumes = [...new Set(group.flatMap(({ alternatives }) => alternatives.map(String)))].sort();
  const given = new Map<string, string>();
  function* deal(index: number): Iterable<ReadonlyMap<string, string>> {
    const choice = group[index];
    if (!choice) {
      yield new Map(given);
      return;
    }
    for (const volume of [String(choice.chosen), ...volumes.filter((name) => name !== choice.chosen)]) {
      if ([...given.values()].includes(volume)) continue;
      given.set(choice.key, volume);
      yield* deal(index + 1);
      given.delete(choice.key);
    }
  }
  yield* deal(0);
}

function outcomeRow(deal: Deal, volumes: ReadonlySet<string>): Row {
  const row: Record<string, RowValue> = {};
  const claims = new Map<string, string>();
  for (const [claim, volume] of deal) {
    row[`claims ${claim} volume`] = volume;
    if (volume !== null) claims.set(volume, claim);
  }
  for (const volume of [...volumes].sort()) row[`volumes ${volume} claim`] = claims.get(volume) ?? null;
  return row;
}
