// Settings as the client sent them, read as if a stranger had written them: a value of the wrong type is the default.

import {
  type ClusterProfile,
  DEFAULT_PROFILE,
  type MinorVersion,
  NEWEST_MINOR,
  OLDEST_MINOR,
} from '../core/kubernetes/cluster-profile.ts';
import type { RuleSetting, StatefulSetSettings } from '../protocol/settings.ts';

export const DEFAULT_SETTINGS: StatefulSetSettings = {
  enable: true,
  kubernetesVersion: `1.${NEWEST_MINOR}`,
  featureGates: {},
  clusterDomain: DEFAULT_PROFILE.clusterDomain,
  defaultStorageClass: DEFAULT_PROFILE.defaultStorageClass,
  namespace: DEFAULT_PROFILE.namespace,
  rules: {},
  advice: 'on',
  schema: 'auto',
  compareWith: 'HEAD',
  exclude: [],
  codeLens: true,
  inlayHints: true,
};

/** The settings of a section of any shape. */
export function readSettings(section: unknown): StatefulSetSettings {
  const values = isRecord(section) ? section : {};
  const text = (key: 'kubernetesVersion' | 'clusterDomain' | 'defaultStorageClass' | 'namespace'): string => {
    const value = values[key];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : DEFAULT_SETTINGS[key];
  };
  const flag = (key: 'enable' | 'codeLens' | 'inlayHints'): boolean => {
    const value = values[key];
    return typeof value === 'boolean' ? value : DEFAULT_SETTINGS[key];
  };
  const { compareWith, advice, schema, exclude, rules, featureGates } = values;
  return {
    enable: flag('enable'),
    kubernetesVersion: text('kubernetesVersion'),
    clusterDomain: text('clusterDomain').replace(/\.$/, ''),
    defaultStorageClass: text('defaultStorageClass'),
    namespace: text('namespace'),
    codeLens: flag('codeLens'),
    inlayHints: flag('inlayHints'),
    compareWith: typeof compareWith === 'string' ? compareWith.trim() : DEFAULT_SETTINGS.compareWith,
    advice: advice === 'off' ? 'off' : 'on',
    schema: schema === 'on' || schema === 'off' ? schema : 'auto',
    exclude: Array.isArray(exclude) ? exclude.filter((glob): glob is string => typeof glob === 'string') : [],
    rules: readEntries(rules, isRuleSetting),
    featureGates: readEntries(featureGates, (value) => typeof value === 'boolean'),
  };
}

/** What the settings say about the cluster; a version that is not known counts as the newest. */
export function profileOf(settings: StatefulSetSettings): ClusterProfile {
  return {
    minor: minorOf(settings.kubernetesVersion) ?? NEWEST_MINOR,
    featureGates: settings.featureGates,
    clusterDomain: settings.clusterDomain,
    defaultStorageClass: settings.defaultStorageClass,
    namespace: settings.namespace,
  };
}

/** `1.34`, `v1.34` or `1.34.2` as 34; undefined for what is not known. */
export function minorOf(version: string): MinorVersion | undefined {
  const match = /^v?1\.(\d+)(?:\.\d+)?$/.exec(version.trim());
  if (match === null) return undefined;
  const minor = Number(match[1]);
  return minor >= OLDEST_MINOR && minor <= NEWEST_MINOR ? minor : undefined;
}

function readEntries<T>(
  values: unknown,
  isValid: ((value: unknown) => value is T) | ((value: unknown) => boolean),
): Readonly<Record<string, T>> {
  if (!isRecord(values)) return {};
  // The check above is the proof of each value's type.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => isValid(value))) as Record<string, T>;
}

function isRuleSetting(value: unknown): value is RuleSetting {
  return value === 'off' || value === 'hint' || value === 'info' || value === 'warning' || value === 'error';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
