// The grammars of names, labels and ports, each with the text that the API server answers where a value breaks one.
// A check returns every text that the server would give, in its order; an empty list means that the value is fine.
// Start at `NameCheck`. Source: apimachinery `pkg/util/validation` and, for labels from 1.35 on, `pkg/api/validate/content`.

import type { MinorVersion } from './cluster-profile.ts';

/** Texts of all breaches of one grammar; lengths are counted in bytes of UTF-8, as Go does. */
export type NameCheck = (value: string, minor: MinorVersion) => readonly string[];

export const DNS_LABEL_MAX = 63;
export const DNS_SUBDOMAIN_MAX = 253;
export const LABEL_VALUE_MAX = 63;
export const PORT_NAME_MAX = 15;

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const labelWithUnderscore = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;
const subdomainWithUnderscore = `${labelWithUnderscore}(\\.${labelWithUnderscore})*`;
const label1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const qualifiedNamePart = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const labelValue = `(${qualifiedNamePart})?`;
const percent = '[0-9]+%';
const configKey = '[-._a-zA-Z0-9]+';
const headerName = '[-A-Za-z0-9]+';
const strictEnvName = '[-._a-zA-Z][-._a-zA-Z0-9]*';

const alphanumericEnds = 'and must start and end with an alphanumeric character';

/** Length of a text in bytes of UTF-8; a lone surrogate counts as the three bytes of U+FFFD, as in Go's JSON. */
export function utf8Length(value: string): number {
  let bytes = 0;
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** The server's text for a value that a pattern refuses, with its two blanks between examples. */
export function patternText(sentence: string, pattern: string, ...examples: readonly string[]): string {
  if (examples.length === 0) return `${sentence} (regex used for validation is '${pattern}')`;
  const shown = examples.map((example) => `'${example}', `).join(' or ');
  return `${sentence} (e.g. ${shown}regex used for validation is '${pattern}')`;
}

/** T-MAX: `must be no more than 63 characters`. */
export function tooLongText(limit: number, unit: 'characters' | 'bytes' = 'characters'): string {
  return `must be no more than ${limit} ${unit}`;
}

/** Labels and label keys speak of bytes from 1.35 on (behaviour reference 0.3, T-MAX). */
function labelUnit(minor: MinorVersion): 'characters' | 'bytes' {
  return minor >= 35 ? 'bytes' : 'characters';
}

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}

function lengthAndPattern(
  value: string,
  limit: number,
  unit: 'characters' | 'bytes',
  pattern: RegExp,
  text: string,
): readonly string[] {
  const texts: string[] = [];
  if (utf8Length(value) > limit) texts.push(tooLongText(limit, unit));
  if (!pattern.test(value)) texts.push(text);
  return texts;
}

const isLabel = whole(label);
const isSubdomain = whole(subdomain);
const isSubdomainWithUnderscore = whole(subdomainWithUnderscore);
const isLabel1035 = whole(label1035);
const isQualifiedNamePart = whole(qualifiedNamePart);
const isLabelValue = whole(labelValue);
const isPercent = whole(percent);
const isConfigKey = whole(configKey);
const isHeaderName = whole(headerName);
const isStrictEnvName = whole(strictEnvName);

/** T-LABELNAME. */
export const DNS_LABEL_TEXT: string = patternText(
  `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', ${alphanumericEnds}`,
  label,
  'my-name',
  '123-abc',
);

/** T-NODOTS. */
export const NO_DOTS_TEXT = 'must not contain dots';

/** T-SUBDOMAIN. */
export const DNS_SUBDOMAIN_TEXT: string = patternText(
  `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', ${alphanumericEnds}`,
  subdomain,
  'example.com',
);

const subdomainWithUnderscoreText = patternText(
  `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', ${alphanumericEnds}`,
  subdomainWithUnderscore,
  'example.com',
);

/** T-1035. */
export const DNS_1035_LABEL_TEXT: string = patternText(
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  label1035,
  'my-name',
  'abc-123',
);

/** T-LABELVAL. */
export const LABEL_VALUE_TEXT: string = patternText(
  `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', ${alphanumericEnds}`,
  labelValue,
  'MyValue',
  'my_value',
  '12345',
);

const qualifiedNameText = patternText(
  `must consist of alphanumeric characters, '-', '_' or '.', ${alphanumericEnds}`,
  qualifiedNamePart,
  'MyName',
  'my.name',
  '123-abc',
);

/** T-PCT. */
export const PERCENT_TEXT: string = patternText(
  "a valid percent string must be a numeric string followed by an ending '%'",
  percent,
  '1%',
  '93%',
);

/** T-ENV. */
export const ENV_NAME_TEXT =
  "a valid environment variable name must consist only of printable ASCII characters other than '='";

const strictEnvNameText = patternText(
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
  strictEnvName,
  'my.env-name',
  'MY_ENV.NAME',
  'MyEnvName1',
);

const configKeyText = patternText(
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  configKey,
  'key.name',
  'KEY_NAME',
  'key-name',
);

const headerNameText = patternText(
  "a valid HTTP header must consist of alphanumeric characters or '-'",
  headerName,
  'X-Header-Name',
);

/** DNS-1123 label: T-MAX(63), then T-NODOTS for a subdomain or else T-LABELNAME. */
export const dnsLabelErrors: NameCheck = (value) => {
  const texts: string[] = [];
  if (utf8Length(value) > DNS_LABEL_MAX) texts.push(tooLongText(DNS_LABEL_MAX));
  if (!isLabel.test(value)) texts.push(isSubdomain.test(value) ? NO_DOTS_TEXT : DNS_LABEL_TEXT);
  return texts;
};

/** DNS-1123 subdomain: T-MAX(253), T-SUBDOMAIN. */
export const dnsSubdomainErrors: NameCheck = (value) =>
  lengthAndPattern(value, DNS_SUBDOMAIN_MAX, 'characters', isSubdomain, DNS_SUBDOMAIN_TEXT);

/** A search domain of a Pod's `dnsConfig` (P45). */
export const dnsSubdomainWithUnderscoreErrors: NameCheck = (value) =>
  lengthAndPattern(value, DNS_SUBDOMAIN_MAX, 'characters', isSubdomainWithUnderscore, subdomainWithUnderscoreText);

/** DNS-1035 label: T-MAX(63), T-1035. */
export const dns1035LabelErrors: NameCheck = (value) =>
  lengthAndPattern(value, DNS_LABEL_MAX, 'characters', isLabel1035, DNS_1035_LABEL_TEXT);

/** The value of a label: T-MAX(63), T-LABELVAL. */
export const labelValueErrors: NameCheck = (value, minor) =>
  lengthAndPattern(value, LABEL_VALUE_MAX, labelUnit(minor), isLabelValue, LABEL_VALUE_TEXT);

/** T-KEY: a label key, an annotation key in lower case, a topology key, a CSI driver in a class. */
export const qualifiedNameErrors: NameCheck = (value, minor) => {
  const parts = value.split('/');
  const unit = labelUnit(minor);
  if (parts.length > 2) {
    const what = minor >= 35 ? 'a valid label key' : 'a qualified name';
    return [`${what} ${qualifiedNameText} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const texts: string[] = [];
  const name = parts.at(-1) ?? '';
  const prefix = parts.length === 2 ? (parts[0] ?? '') : undefined;
  if (prefix === '') texts.push('prefix part must be non-empty');
  else if (prefix !== undefined) {
    const prefixTexts = lengthAndPattern(prefix, DNS_SUBDOMAIN_MAX, unit, isSubdomain, DNS_SUBDOMAIN_TEXT);
    texts.push(...prefixTexts.map((text) => `prefix part ${text}`));
  }
  if (name === '') texts.push('name part must be non-empty');
  else if (utf8Length(name) > LABEL_VALUE_MAX) texts.push(`name part ${tooLongText(LABEL_VALUE_MAX, unit)}`);
  if (!isQualifiedNamePart.test(name)) texts.push(`name part ${qualifiedNameText}`);
  return texts;
};

/** T-PORTNAME. */
export const portNameErrors: NameCheck = (value) => {
  const texts: string[] = [];
  if (utf8Length(value) > PORT_NAME_MAX) texts.push(tooLongText(PORT_NAME_MAX));
  if (!/^[-a-z0-9]+$/.test(value)) texts.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(value)) texts.push('must contain at least one letter (a-z)');
  if (value.includes('--')) texts.push('must not contain consecutive hyphens');
  if (value.startsWith('-') || value.endsWith('-')) texts.push('must not begin or end with a hyphen');
  return texts;
};

/** T-PCT. */
export const percentErrors: NameCheck = (value) => (isPercent.test(value) ? [] : [PERCENT_TEXT]);

/** The name of an HTTP header of a probe (P24). */
export const headerNameErrors: NameCheck = (value) => (isHeaderName.test(value) ? [] : [headerNameText]);

/**
 * The name of an environment variable, or a prefix of them: any printable ASCII but `=` where the feature
 * RelaxedEnvironmentVariableValidation is on (1.32 and later), letters, digits, `_`, `-`, `.` before.
 */
export const envNameErrors: NameCheck = (value, minor) => {
  if (minor < 32) return [...(isStrictEnvName.test(value) ? [] : [strictEnvNameText]), ...parentFolderErrors(value)];
  const texts: string[] = [];
  if (value === '') texts.push('environment variable name must be non-empty');
  if (!/^[\x20-\x3c\x3e-\x7e]*$/.test(value)) texts.push(ENV_NAME_TEXT);
  return texts;
};

/** A key of a ConfigMap or Secret. */
export const configKeyErrors: NameCheck = (value) => [
  ...lengthAndPattern(value, DNS_SUBDOMAIN_MAX, 'characters', isConfigKey, configKeyText),
  ...parentFolderErrors(value),
];

function parentFolderErrors(value: string): readonly string[] {
  if (value === '.') return ["must not be '.'"];
  if (value === '..') return ["must not be '..'"];
  return value.startsWith('..') ? ["must not start with '..'"] : [];
}

/** `must be between 1 and 65535, inclusive` and the like. */
export function rangeText(low: number, high: number): string {
  return `must be between ${low} and ${high}, inclusive`;
}

/** T-PORT; empty for a number from 1 to 65535. */
export function portNumberErrors(port: number): readonly string[] {
  return port >= 1 && port <= 65535 ? [] : [rangeText(1, 65535)];
}

/** T-ID; empty for a number from 0 to 2147483647. */
export function userIdErrors(id: number): readonly string[] {
  return id >= 0 && id <= 2147483647 ? [] : [rangeText(0, 2147483647)];
}

/** Other fixed texts of the server that several rules share. */
export const SERVER_TEXTS = {
  'T-NEG': 'must be greater than or equal to 0',
  'T-POS': 'must be greater than zero',
  'T-POS0': 'must be greater than 0',
  'T-MODE': 'must be a number between 0 and 0777 (octal), both inclusive',
  'T-SELOP': 'not a valid selector operator',
  'T-IMM': 'field is immutable',
} as const;

/**
 * The text that is checked in place of a `generateName`: the last two characters make way for an `a` where it ends in
 * a dash (apimachinery `pkg/api/validation/generic.go`, `maskTrailingDash`).
 */
export function withoutTrailingDash(prefix: string): string {
  return prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix;
}
