// The documentation of a field as Markdown, the same in hover and completion.

import type { FieldDocumentation } from '../../kubernetes/field-documentation.ts';
import { codeSpan, link, markdownText } from './markdown.ts';
import { changeWords, typeWords, words } from './texts.ts';

/**
 * @param shownValue a value of the field whose sentence comes first, where the field has such a value
 */
export function fieldMarkdown(field: FieldDocumentation, shownValue?: string): string {
  const facts = [
    typeWords(field.type),
    ...(field.isRequired ? [words.required] : []),
    ...(field.default === undefined ? [] : [words.defaultIs(field.default)]),
    changeWords(field.change),
    ...(field.since === undefined ? [] : [words.since(field.since)]),
    ...(field.until === undefined ? [] : [words.until(field.until)]),
  ];
  const shown = field.values.find(({ value }) => value === shownValue);
  const parts = [
    `**${markdownText(field.owner)}.${markdownText(field.name)}** — ${facts.join(' · ')}`,
    ...(shown?.text ? [`${codeSpan(shown.value)}: ${markdownText(shown.text)}`] : []),
    ...(field.text === '' ? [] : [markdownText(field.text)]),
    ...(field.practice === undefined ? [] : [`**${words.inPractice}:** ${markdownText(field.practice)}`]),
    ...(field.values.length === 0 ? [] : [valueList(field)]),
    link(words.reference, field.reference),
  ];
  return parts.join('\n\n');
}

function valueList(field: FieldDocumentation): string {
  const lines = field.values.map(({ value, text }) =>
    text === '' ? `- ${codeSpan(value)}` : `- ${codeSpan(value)}: ${markdownText(text)}`,
  );
  return `${words.values}:\n\n${lines.join('\n')}`;
}
