// How a rule is declared. A rule says what the API server does not say; it reads effective objects and yields findings
// with structured facts. Sentences live in `texts/`, edits in the rule's fixes.

import type { KnownKind } from '../kubernetes/objects.ts';
import type { Path, PlainObject } from '../kubernetes/plain-value.ts';
import type { Span } from '../text/span.ts';
import type { FileName, Resource, UnitView } from '../workspace/snapshot.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** A place inside a manifest of the unit. */
export interface FindingPlace {
  readonly at: Path;
  /** Default: the value, or the key of the nearest written parent where nobody wrote the field. */
  readonly on?: 'key' | 'value';
  /** Part of a text value, in UTF-16 code units of the value itself. */
  readonly part?: { readonly start: number; readonly end: number };
  /** Relative to the document, for what is no field, such as a comment; wins over `at`. */
  readonly span?: Span;
}

export interface RelatedPlace extends FindingPlace {
  readonly resource: Resource;
  /** Id of the sentence in the rule's texts; it is filled from the finding's facts and these. */
  readonly text: string;
  readonly facts?: PlainObject;
}

export interface RuleFinding<Facts extends PlainObject> extends FindingPlace {
  readonly facts: Facts;
  /** Id of the sentence where the rule has several; default `default`. */
  readonly text?: string;
  /** Where it differs from the rule's own, by consequence. */
  readonly severity?: Severity;
  readonly related?: readonly RelatedPlace[];
}

export interface RuleContext {
  readonly unit: UnitView;
}

/** What a fix wants to change, in the terms of the API; `features/edits` turns it into text in the file's own style. */
export type Change =
  | {
      readonly do: 'set';
      readonly resource: Resource;
      readonly at: Path;
      readonly value: PlainObject[string];
      /** How a whole number is written; JSON has decimal numbers only. */
      readonly notation?: 'octal';
    }
  | {
      readonly do: 'insert';
      readonly resource: Resource;
      readonly at: Path;
      readonly index: number;
      readonly value: PlainObject[string];
    }
  | { readonly do: 'remove'; readonly resource: Resource; readonly at: Path }
  | { readonly do: 'rename-key'; readonly resource: Resource; readonly at: Path; readonly key: string }
  | {
      readonly do: 'replace-part';
      readonly resource: Resource;
      readonly at: Path;
      readonly part: { readonly start: number; readonly end: number };
      readonly text: string;
    }
  | {
      readonly do: 'add-object';
      readonly near: Resource;
      readonly object: PlainObject;
      readonly in: 'same-file' | 'new-file';
    };

export interface Fix<K extends KnownKind, Facts extends PlainObject> {
  /** Whether it may run without being looked at, in "fix all". */
  readonly isSafe: boolean;
  readonly isPreferred?: (facts: Facts) => boolean;
  readonly applies?: (facts: Facts) => boolean;
  readonly changes: (facts: Facts, resource: Resource<K>, context: RuleContext) => readonly Change[];
}

/** The part of the rule list and of the documentation that a rule belongs to. */
export type RuleFamily =
  | 'identity'
  | 'labels'
  | 'names'
  | 'addresses'
  | 'storage'
  | 'rollout'
  | 'scheduling'
  | 'network'
  | 'references'
  | 'yaml'
  | 'systems'
  | 'comments';

export interface RuleDefinition<K extends KnownKind, Facts extends PlainObject> {
  /** Names the defect; also the name of the file, the fixtures' folder, the page and the setting. */
  readonly id: string;
  readonly family: RuleFamily;
  readonly severity: Severity;
  /** Numbers of the API server's rules whose refusals this rule explains better, so that they are not said twice. */
  readonly explains?: readonly string[];
  readonly kinds: readonly K[];
  /** Only good advice: off or on as a profile by the setting `statefulset.advice`. */
  readonly isAdvice?: boolean;
  readonly since: string;
  /** Path behind `https://kubernetes.io/docs/`. */
  readonly reference: string;
  readonly check: (resource: Resource<K>, context: RuleContext) => Iterable<RuleFinding<Facts>>;
  readonly fixes: Readonly<Record<string, Fix<K, Facts>>>;
}

/** A rule whose facts are known to nobody but itself. */
export type Rule = RuleDefinition<KnownKind, PlainObject>;

/** Ties a rule's fixes to the facts that its check yields. */
export function defineRule<K extends KnownKind, Facts extends PlainObject>(definition: RuleDefinition<K, Facts>): Rule {
  // A registry entry is only ever called with resources of `kinds` and with facts that its own check yielded.
  return definition as unknown as Rule;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** Id of the sentence in the rule's texts. */
  readonly text: string;
  readonly file: FileName;
  readonly resource: Resource;
  readonly place: FindingPlace;
  readonly facts: PlainObject;
  readonly related: readonly RelatedPlace[];
}
