// Findings as sentences: an id and facts become text here and nowhere else.

import type { Finding, RelatedPlace } from './rule.ts';
import { RULE_TEXTS } from './texts/en/catalogue.ts';
import { fillTemplate } from './texts/fill-template.ts';
import type { RuleCatalogue } from './texts/rule-texts.ts';

/** One sentence, without a full stop. */
export function messageOf(finding: Finding, catalogue: RuleCatalogue = RULE_TEXTS): string {
  const messages = catalogue[finding.rule]?.messages;
  return fillTemplate(messages?.[finding.text] ?? messages?.['default'] ?? finding.rule, finding.facts);
}

export function relatedTextOf(finding: Finding, related: RelatedPlace, catalogue: RuleCatalogue = RULE_TEXTS): string {
  const template = catalogue[finding.rule]?.related?.[related.text] ?? related.text;
  return fillTemplate(template, { ...finding.facts, ...related.facts });
}

export function fixTitleOf(finding: Finding, fixId: string, catalogue: RuleCatalogue = RULE_TEXTS): string {
  return fillTemplate(catalogue[finding.rule]?.fixes?.[fixId] ?? fixId, finding.facts);
}
