// The sentences of document problems, made from codes and facts. A second language is a second object of this shape.

import type { YamlProblemCode } from '../yaml/document.ts';
import type { DocumentProblem } from './snapshot.ts';

type Facts = DocumentProblem['facts'];
export type ProblemCode = YamlProblemCode | 'project-key-unknown' | 'project-value-wrong';
export type ProblemTexts = Readonly<Record<ProblemCode, (facts: Facts) => string>>;

/** The sentence of a problem: no full stop, no advice. */
export function problemText(problem: DocumentProblem, texts: ProblemTexts = englishProblemTexts): string {
  // Codes come from the two unions above only.
  return texts[problem.code as ProblemCode](problem.facts);
}

const brackets: Readonly<Record<string, string>> = { '[': 'list', '{': 'mapping', ']': 'list', '}': 'mapping' };

export const englishProblemTexts: ProblemTexts = {
  'alias-recursive': ({ name }) => `The alias "*${name}" stands inside of its own anchor "&${name}"`,
  'alias-unknown': ({ name }) => `No anchor "&${name}" stands above this alias`,
  'bad-escape': ({ text }) => `"${text}" is no escape that Kubernetes' YAML reader knows`,
  'bad-indentation': () => 'This line is indented like none of the lines that it could belong to',
  'bad-scalar-start': ({ character }) => `Unquoted text cannot start with "${character}"`,
  'block-in-flow': () => 'A "- " item cannot stand between brackets',
  'bracket-unclosed': ({ text }) => `This ${brackets[String(text)] ?? 'bracket'} is never closed`,
  'bracket-unexpected': ({ text }) => `"${text ?? ']'}" closes nothing here`,
  'colon-missing': () => 'A colon is missing behind this key',
  'colon-unexpected': () => 'Unquoted text cannot contain ": "',
  'comma-missing': () => 'A comma is missing between two entries',
  'control-character': ({ code }) => `The control character ${code} is not allowed in YAML`,
  'directive-invalid': () => 'This directive is not one of YAML',
  'document-too-long': ({ length, limit }) =>
    `This document is not checked: it has ${length} characters, more than ${limit}`,
  'expansion-too-large': ({ limit }) =>
    `Aliases make more than ${limit} values of this document; the rest is not checked`,
  'file-too-long': ({ limit }) => `This file is not read: it has more than ${limit} characters`,
  'key-not-json': () => 'This key cannot be the name of a field',
  'key-repeated': () => 'This key stands twice',
  'key-too-long': ({ limit }) => `A key cannot have more than ${limit} characters`,
  'markers-text': () => 'kubectl refuses text behind a "---" marker',
  'merge-invalid': () => 'A merge key takes a mapping or a list of mappings',
  'nested-too-deep': ({ limit }) => `This document is not checked: it nests deeper than ${limit} levels`,
  'number-not-json': ({ text }) => `"${text}" is a number that JSON, and so the API server, does not have`,
  'problems-omitted': ({ limit }) => `More than ${limit} mistakes in this document; the others are not shown`,
  'project-key-unknown': ({ key }) => `A project file has no key "${key}"`,
  'project-value-wrong': ({ key, expected }) => `"${key}" takes ${expected}`,
  'quote-unclosed': () => 'This quote is not closed in its line',
  'space-missing': () => 'A blank is missing here',
  'tab-indentation': () => 'YAML is not indented by tabs',
  'tag-mismatch': ({ tag, text }) => (tag === undefined ? 'The tag does not fit its value' : `"${text}" is no ${tag}`),
  'unexpected-text': () => 'This text belongs to nothing around it',
};
