// Reads the text of a scenario file into steps. Mistakes are values with places; no step is left out silently.

import { isPlainObject, type PlainValue } from '../../kubernetes/plain-value.ts';
import { nodeValue } from '../../model/node-value.ts';
import type { YamlDocument } from '../../yaml/document.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { readYamlDocument } from '../../yaml/read-yaml.ts';
import {
  type ScenarioPlace,
  type ScenarioProblem,
  type ScenarioProblemCode,
  type ScenarioStep,
  STEP_VERBS,
  type StepVerb,
} from './scenario.ts';
import { CASCADES, type FieldType, STEP_FIELDS } from './step-fields.ts';

export interface ReadScenario {
  readonly steps: readonly ScenarioStep[];
  readonly problems: readonly ScenarioProblem[];
}

export function readScenario(file: string, text: string): ReadScenario {
  const document = readYamlDocument(text);
  const steps: ScenarioStep[] = [];
  const problems: ScenarioProblem[] = [];
  const report = (
    code: ScenarioProblemCode,
    span: ScenarioPlace['span'],
    facts: ScenarioProblem['facts'] = {},
  ): void => {
    problems.push({ code, place: { file, span }, facts });
  };
  for (const problem of document.problems) {
    if (problem.severity === 'error') report('yaml-error', problem.span, { problem: problem.code, ...problem.facts });
  }
  if (problems.length > 0) return { steps, problems };
  const { root } = document;
  if (root?.type !== 'sequence' || root.items.length === 0) {
    report('no-list-of-steps', root?.span ?? { start: 0, end: 0 });
    return { steps, problems };
  }
  for (const [index, item] of root.items.entries()) {
    const step = readStep(document, item, file, index + 1, report);
    if (step) steps.push(step);
  }
  return { steps, problems };
}

type Report = (code: ScenarioProblemCode, span: ScenarioPlace['span'], facts?: ScenarioProblem['facts']) => void;

function readStep(
  document: YamlDocument,
  item: YamlNode | null,
  file: string,
  number: number,
  report: Report,
): ScenarioStep | undefined {
  const entry = item?.type === 'mapping' && item.entries.length === 1 ? item.entries[0] : undefined;
  const span = item?.span ?? { start: 0, end: 0 };
  if (entry?.name === undefined || entry.name === null) {
    report('step-not-one-key', span, { step: number });
    return undefined;
  }
  const verb = STEP_VERBS.find((known) => known === entry.name);
  if (!verb) {
    report('step-unknown', entry.key.span, { step: number, name: entry.name, known: STEP_VERBS.join(', ') });
    return undefined;
  }
  const argument = nodeValue(entry.value, document).value;
  const fields = isPlainObject(argument) ? argument : {};
  checkFields(verb, argument, entry.value, entry.key.span, number, report);
  return { number, verb, argument, fields, place: { file, span: entry.span } };
}

function checkFields(
  verb: StepVerb,
  argument: PlainValue,
  node: YamlNode | null,
  keySpan: ScenarioPlace['span'],
  number: number,
  report: Report,
): void {
  const known = STEP_FIELDS[verb];
  if (!known) {
    if (typeof argument !== 'string')
      report('field-type', node?.span ?? keySpan, { step: number, field: verb, type: 'text' });
    return;
  }
  if (argument !== null && !isPlainObject(argument)) {
    report('field-type', node?.span ?? keySpan, { step: number, field: verb, type: 'object' });
    return;
  }
  const fields = argument ?? {};
  const spanOf = (name: string): ScenarioPlace['span'] => {
    const entry = node?.type === 'mapping' ? node.entries.find((candidate) => candidate.name === name) : undefined;
    return entry?.value?.span ?? entry?.key.span ?? keySpan;
  };
  for (const [name, value] of Object.entries(fields)) {
    const field = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!field)
      report('field-unknown', spanOf(name), { step: number, field: name, known: Object.keys(known).join(', ') });
    else if (!hasType(value, field.type))
      report('field-type', spanOf(name), { step: number, field: name, type: field.type });
  }
  for (const [name, { isRequired }] of Object.entries(known)) {
    if (isRequired && !Object.hasOwn(fields, name)) report('field-missing', keySpan, { step: number, field: name });
  }
}

function hasType(value: PlainValue, type: FieldType): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'count':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0;
    case 'flag':
      return typeof value === 'boolean';
    case 'texts':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'object':
      return isPlainObject(value);
    case 'objects':
      return Array.isArray(value) && value.every(isPlainObject);
    case 'cascade':
      return CASCADES.some((cascade) => cascade === value);
  }
}
