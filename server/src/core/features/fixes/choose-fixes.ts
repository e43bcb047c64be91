// Which repairs are made when many are asked for at once.

import type { Diagnosis, DiagnosisFix } from '../diagnostics/diagnosis.ts';
import type { ChosenFix } from './fixes.ts';

/** For each finding the repair that may run without being looked at, the preferred one first. */
export function safeFixes(diagnoses: readonly Diagnosis[]): readonly ChosenFix[] {
  return diagnoses.flatMap((diagnosis) => {
    const safe = diagnosis.fixes.filter(({ isSafe }) => isSafe);
    const fix: DiagnosisFix | undefined = safe.find(({ isPreferred }) => isPreferred) ?? safe[0];
    // Several safe ways of which none is preferred are a question to a person.
    if (fix === undefined || (safe.length > 1 && !fix.isPreferred)) return [];
    return [{ diagnosis, fix: fix.id }];
  });
}

/** The same repair for all findings of one rule that have it. */
export function fixesOfRule(diagnoses: readonly Diagnosis[], rule: string, fix: string): readonly ChosenFix[] {
  return diagnoses
    .filter((diagnosis) => diagnosis.rule === rule && diagnosis.fixes.some(({ id }) => id === fix))
    .map((diagnosis) => ({ diagnosis, fix }));
}
