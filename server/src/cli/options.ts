// What was asked for on the command line: read, checked, with one clear sentence for what is wrong.

import { parseArgs } from 'node:util';
import {
  type ClusterProfile,
  DEFAULT_PROFILE,
  NEWEST_MINOR,
  OLDEST_MINOR,
} from '../core/kubernetes/cluster-profile.ts';
import type { Severity } from '../core/rules/rule.ts';
import { texts } from './texts.ts';

export const FORMATS = ['human', 'json', 'sarif', 'github'] as const;
export type Format = (typeof FORMATS)[number];

const SEVERITIES = ['error', 'warning', 'info', 'hint'] as const;

export interface Options {
  readonly command: 'check' | 'fix' | 'simulate' | 'help' | 'version';
  readonly paths: readonly string[];
  readonly format: Format;
  readonly failOn: Severity;
  readonly profile: ClusterProfile;
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  readonly advice: boolean;
  readonly exclude: readonly string[];
  readonly before: readonly string[];
  readonly base?: string;
  readonly boundClaims: readonly string[];
  /** Where to write the findings as known ones. */
  readonly writeBaseline?: string;
  readonly scenario?: string;
  readonly isWatchFormat: boolean;
  readonly color?: boolean;
}

/** The options, or what is wrong with them. */
export function readOptions(parameters: readonly string[]): Options | { readonly problem: string } {
  try {
    return readParsed(parse(parameters));
  } catch (error) {
    if (error instanceof UsageError) return { problem: error.message };
    // `parseArgs` tells unknown options and missing values by exceptions with a code.
    if (error instanceof TypeError && 'code' in error) return { problem: texts.unknownOption(firstSentence(error)) };
    throw error;
  }
}

class UsageError extends Error {}

function firstSentence(error: Error): string {
  const sentence = error.message.split(/\. |\n/)[0] ?? error.message;
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

type Parsed = ReturnType<typeof parse>;

// The type is that of the options below; writing it out would repeat them.
function parse(parameters: readonly string[]): {
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
} {
  return parseArgs({
    args: [...parameters],
    allowPositionals: true,
    strict: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
      format: { type: 'string' },
      'fail-on': { type: 'string' },
      rule: { type: 'string', multiple: true },
      advice: { type: 'string' },
      exclude: { type: 'string', multiple: true },
      before: { type: 'string', multiple: true },
      base: { type: 'string' },
      'bound-claims': { type: 'string', multiple: true },
      'kubernetes-version': { type: 'string' },
      'feature-gates': { type: 'string', multiple: true },
      'cluster-domain': { type: 'string' },
      'default-storage-class': { type: 'string' },
      namespace: { type: 'string' },
      'write-baseline': { type: 'string' },
      scenario: { type: 'string' },
      'watch-format': { type: 'boolean' },
      color: { type: 'boolean' },
      'no-color': { type: 'boolean' },
    },
  });
}

function readParsed(parsed: Parsed): Options {
  const [command, ...paths] = parsed.positionals;
  const isAsking = parsed.values['help'] === true || command === 'help';
  const asked = isAsking ? 'help' : parsed.values['version'] === true ? 'version' : command;
  if (asked === undefined) throw new UsageError(texts.noCommand);
  if (!isCommand(asked)) throw new UsageError(texts.unknownCommand(asked));
  const base = text(parsed, 'base');
  const scenario = text(parsed, 'scenario');
  const writeBaseline = text(parsed, 'write-baseline');
  const needsPaths = asked === 'check' || asked === 'fix' || (asked === 'simulate' && scenario === undefined);
  if (needsPaths && paths.length === 0) throw new UsageError(texts.noPath);
  if (asked === 'simulate' && scenario !== undefined && paths.length > 0) throw new UsageError(texts.scenarioAndPaths);
  const color = parsed.values['no-color'] === true ? false : parsed.values['color'] === true ? true : undefined;
  return {
    command: asked,
    paths,
    format: choice(parsed, 'format', FORMATS) ?? 'human',
    failOn: choice(parsed, 'fail-on', SEVERITIES) ?? 'warning',
    profile: readProfile(parsed),
    severities: readRules(parsed),
    advice: (choice(parsed, 'advice', ['on', 'off']) ?? 'on') === 'on',
    exclude: list(parsed, 'exclude'),
    before: list(parsed, 'before'),
    ...(base === undefined ? {} : { base }),
    boundClaims: list(parsed, 'bound-claims').flatMap((names) => names.split(',')),
    ...(scenario === undefined ? {} : { scenario }),
    ...(writeBaseline === undefined ? {} : { writeBaseline }),
    isWatchFormat: parsed.values['watch-format'] === true,
    ...(color === undefined ? {} : { color }),
  };
}

function isCommand(command: string): command is Options['command'] {
  return ['check', 'fix', 'simulate', 'help', 'version'].includes(command);
}

function readProfile(parsed: Parsed): ClusterProfile {
  const version = text(parsed, 'kubernetes-version') ?? `1.${NEWEST_MINOR}`;
  const match = /^v?1\.(\d+)(?:\.\d+)?$/.exec(version);
  const minor = Number(match?.[1] ?? Number.NaN);
  if (!(minor >= OLDEST_MINOR && minor <= NEWEST_MINOR)) throw new UsageError(texts.unknownVersion(version));
  const gates = list(parsed, 'feature-gates').flatMap((pairs) => pairs.split(','));
  return {
    minor,
    featureGates: Object.fromEntries(
      gates.map((pair) => {
        const [name = '', value = ''] = pair.split('=');
        if (name === '' || !/^(?:true|false)$/.test(value))
          throw new UsageError(texts.wrongPair('feature-gates', pair));
        return [name, value === 'true'];
      }),
    ),
    clusterDomain: (text(parsed, 'cluster-domain') ?? DEFAULT_PROFILE.clusterDomain).replace(/\.$/, ''),
    defaultStorageClass: text(parsed, 'default-storage-class') ?? DEFAULT_PROFILE.defaultStorageClass,
    namespace: text(parsed, 'namespace') ?? DEFAULT_PROFILE.namespace,
  };
}

function readRules(parsed: Parsed): Readonly<Record<string, Severity | 'off'>> {
  const severities: Record<string, Severity | 'off'> = {};
  for (const pair of list(parsed, 'rule')) {
    const [id = '', severity = ''] = pair.split('=');
    if (id === '') throw new UsageError(texts.wrongPair('rule', pair));
    severities[id] = chosen('rule', severity, [...SEVERITIES, 'off']);
  }
  return severities;
}

function text(parsed: Parsed, option: string): string | undefined {
  const value = parsed.values[option];
  return typeof value === 'string' ? value : undefined;
}

function list(parsed: Parsed, option: string): readonly string[] {
  const value = parsed.values[option];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function choice<T extends string>(parsed: Parsed, option: string, choices: readonly T[]): T | undefined {
  const value = text(parsed, option);
  return value === undefined ? undefined : chosen(option, value, choices);
}

function chosen<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const found = choices.find((one) => one === value);
  if (found === undefined) throw new UsageError(texts.unknownChoice(option, value, choices));
  return found;
}
