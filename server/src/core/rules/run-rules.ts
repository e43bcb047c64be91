// What lives here: the rules of a kind applied to one object, with the settings of severity. It never looks at what the
// API server answers (`admission/` does), and never reads a file. Start at `checkResource`; what is silenced by comments
// and annotations is taken away in `suppressions.ts`.

import type { KnownKind } from '../kubernetes/objects.ts';
import type { Resource, UnitView } from '../workspace/snapshot.ts';
import { RULES, ruleById } from './registry.ts';
import type { Change, Finding, Rule, Severity } from './rule.ts';

export interface RuleSettings {
  /** By rule id; a rule that is not named here has its own severity. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  /** Whether rules that only give good advice run. */
  readonly advice: boolean;
}

export const DEFAULT_RULE_SETTINGS: RuleSettings = { severities: {}, advice: true };

const rulesByKind: ReadonlyMap<KnownKind, readonly Rule[]> = groupByKind();

function groupByKind(): ReadonlyMap<KnownKind, readonly Rule[]> {
  const groups = new Map<KnownKind, Rule[]>();
  for (const rule of RULES)
    for (const kind of rule.kinds) {
      const group = groups.get(kind);
      if (group === undefined) groups.set(kind, [rule]);
      else group.push(rule);
    }
  return groups;
}

/** The findings about one object, in the order of the rules' ids; other objects of the unit have their own. */
export function checkResource(
  resource: Resource,
  unit: UnitView,
  settings: RuleSettings = DEFAULT_RULE_SETTINGS,
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const rule of rulesByKind.get(resource.kind) ?? []) {
    const severity = settings.severities[rule.id];
    if (severity === 'off' || (rule.isAdvice === true && severity === undefined && !settings.advice)) continue;
    for (const found of rule.check(resource, { unit }))
      findings.push({
        rule: rule.id,
        severity: severity ?? found.severity ?? rule.severity,
        text: found.text ?? 'default',
        file: resource.file,
        resource,
        place: found,
        facts: found.facts,
        related: found.related ?? [],
      });
  }
  return findings;
}

export interface OfferedFix {
  /** The fix's name within its rule. */
  readonly id: string;
  readonly isSafe: boolean;
  readonly isPreferred: boolean;
}

/** The fixes that a finding has, without making their changes. */
export function fixesOf(finding: Finding): readonly OfferedFix[] {
  const fixes = Object.entries(ruleById(finding.rule)?.fixes ?? {});
  return fixes
    .filter(([, fix]) => fix.applies?.(finding.facts) ?? true)
    .map(([id, fix]) => ({ id, isSafe: fix.isSafe, isPreferred: fix.isPreferred?.(finding.facts) ?? false }));
}

/** What one fix would change; nothing where the objects are no longer what they were. */
export function changesOf(finding: Finding, fixId: string, unit: UnitView): readonly Change[] {
  const fix = ruleById(finding.rule)?.fixes[fixId];
  return fix === undefined ? [] : fix.changes(finding.facts, finding.resource, { unit });
}

/** The API server's rules whose refusals some rule explains, so that a cause of theirs at the same object is not said twice. */
export function explainedRules(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(findings.flatMap(({ rule }) => ruleById(rule)?.explains ?? []));
}
