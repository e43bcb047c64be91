// The file `.statefulset.yaml` at a folder's root: what a project states about itself, for editor and command line alike.
// An unknown key or a wrong value is a problem of that file and changes nothing else.

import type { ClusterProfile } from '../kubernetes/cluster-profile.ts';
import { NEWEST_MINOR, OLDEST_MINOR } from '../kubernetes/cluster-profile.ts';
import { isPlainObject, type PlainObject, type PlainValue } from '../kubernetes/plain-value.ts';
import { followAlias, nodeValue } from '../model/node-value.ts';
import type { YamlDocument } from '../yaml/document.ts';
import type { MappingEntry, YamlNode } from '../yaml/node.ts';
import type { DocumentProblem, FileName } from './snapshot.ts';

export type RuleLevel = 'off' | 'info' | 'warning' | 'error';

export interface ProjectUnit {
  readonly name: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

export interface Project {
  readonly units: readonly ProjectUnit[];
  /** What differs from the settings. */
  readonly profile: Partial<ClusterProfile>;
  readonly nodes?: number;
  readonly rules: Readonly<Record<string, RuleLevel>>;
  readonly advice?: boolean;
  /** Globs of files that are not read. */
  readonly exclude: readonly string[];
  /** Name of the file with findings that are known and not told, relative to the folder. */
  readonly baseline?: string;
}

export interface ReadProject {
  readonly project: Project;
  readonly problems: readonly DocumentProblem[];
}

export function isProjectFile(file: FileName): boolean {
  return file === '.statefulset.yaml' || file.endsWith('/.statefulset.yaml');
}

type Reading = { -readonly [Key in keyof Project]: Project[Key] };

/** Reads a project file's document; of wrong entries only the problem remains. */
export function readProject(document: YamlDocument): ReadProject {
  const project: Reading = { units: [], profile: {}, rules: {}, exclude: [] };
  const problems: DocumentProblem[] = [];
  const root = followAlias(document.root, document);
  if (root === null) return { project, problems };
  if (root.type !== 'mapping') {
    problems.push(wrong(root, 'the file', 'a mapping'));
    return { project, problems };
  }
  for (const entry of root.entries) {
    const name = entry.name ?? '';
    const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (read === undefined) {
      problems.push({ code: 'project-key-unknown', severity: 'warning', span: entry.key.span, facts: { key: name } });
      continue;
    }
    const expected = read(project, nodeValue(entry.value, document).value);
    if (expected !== undefined) problems.push(wrong(entry.value ?? entry.key, name, expected));
  }
  return { project, problems };
}

function wrong(node: YamlNode | MappingEntry['key'], key: string, expected: string): DocumentProblem {
  return { code: 'project-value-wrong', severity: 'warning', span: node.span, facts: { key, expected } };
}

/** Takes a value in; gives what was expected where it does not fit. */
type Reader = (project: Reading, value: PlainValue) => string | undefined;

const readers: Readonly<Record<string, Reader>> = {
  units: (project, value) => {
    const units = Array.isArray(value) ? value.map(unitOf) : [undefined];
    const whole = units.filter((unit) => unit !== undefined);
    project.units = whole;
    return whole.length === units.length ? undefined : 'a list of units with name, include and exclude';
  },
  kubernetesVersion: (project, value) => {
    const match = /^v?1\.([0-9]+)(?:\.[0-9]+)?$/.exec(typeof value === 'number' ? String(value) : asText(value));
    const minor = Number(match?.[1] ?? -1);
    if (minor < OLDEST_MINOR || minor > NEWEST_MINOR) return `a version from 1.${OLDEST_MINOR} to 1.${NEWEST_MINOR}`;
    project.profile = { ...project.profile, minor };
    return undefined;
  },
  clusterDomain: (project, value) => {
    const domain = asText(value).replace(/\.$/, '');
    if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(domain)) return 'a DNS domain, such as cluster.local';
    project.profile = { ...project.profile, clusterDomain: domain };
    return undefined;
  },
  defaultStorageClass: (project, value) => {
    if (asText(value) === '') return 'auto, none or the name of a StorageClass';
    project.profile = { ...project.profile, defaultStorageClass: asText(value) };
    return undefined;
  },
  nodes: (project, value) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 10_000)
      return 'a number from 1 to 10000';
    project.nodes = value;
    return undefined;
  },
  rules: (project, value) => {
    if (!isPlainObject(value)) return 'a mapping of rule ids to off, info, warning or error';
    const rules: Record<string, RuleLevel> = {};
    let isWrong = false;
    for (const [id, level] of Object.entries(value)) {
      // YAML 1.1 reads a bare `off` as false.
      const name = level === false ? 'off' : level;
      if (name === 'off' || name === 'info' || name === 'warning' || name === 'error') rules[id] = name;
      else isWrong = true;
    }
    project.rules = rules;
    return isWrong ? 'off, info, warning or error for each rule' : undefined;
  },
  advice: (project, value) => {
    if (typeof value !== 'boolean') return 'true or false';
    project.advice = value;
    return undefined;
  },
  exclude: (project, value) => {
    const globs = textsOf(value);
    if (globs === undefined) return 'a list of globs';
    project.exclude = globs;
    return undefined;
  },
  baseline: (project, value) => {
    if (asText(value) === '') return 'the name of a file';
    project.baseline = asText(value);
    return undefined;
  },
};

function asText(value: PlainValue): string {
  return typeof value === 'string' ? value : '';
}

function unitOf(value: PlainValue): ProjectUnit | undefined {
  if (!isPlainObject(value)) return undefined;
  const known: PlainObject = value;
  if (Object.keys(known).some((key) => !['name', 'include', 'exclude'].includes(key))) return undefined;
  const include = textsOf(known['include'] ?? null);
  const exclude = textsOf(known['exclude'] ?? []);
  const name = asText(known['name'] ?? null);
  return include === undefined || exclude === undefined || name === '' ? undefined : { name, include, exclude };
}

function textsOf(value: PlainValue): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((item) => typeof item === 'string');
  return texts.length === value.length ? texts : undefined;
}
