// The shape of a catalogue of rule texts. One catalogue per language; `en` is the one that is always there.

/** Everything that a user reads about one rule. Sentences of findings end without a full stop. */
export interface RuleTexts {
  /** One line for lists of rules. */
  readonly summary: string;
  /** What Kubernetes does because of the defect: events, messages, what is lost. */
  readonly why: string;
  /** When somebody should turn the rule off. */
  readonly turnOff: string;
  /** Sentences of findings by id; `default` where a rule has only one. */
  readonly messages: Readonly<Record<string, string>>;
  readonly related?: Readonly<Record<string, string>>;
  /** Titles of the fixes, by the fix's name. */
  readonly fixes?: Readonly<Record<string, string>>;
}

export type RuleCatalogue = Readonly<Record<string, RuleTexts>>;
