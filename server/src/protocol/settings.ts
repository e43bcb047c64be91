// What a user can set under `statefulset.` in an editor: types only. `package.json` declares the same keys with their
// defaults and texts; the server asks for the whole section and reads it as if a stranger had written it.

/** `off`, or the severity that findings of the rule get. */
export type RuleSetting = 'off' | 'hint' | 'info' | 'warning' | 'error';

export interface StatefulSetSettings {
  /** Whether anything is reported at all. */
  readonly enable: boolean;
  /** `1.27` to the newest known. */
  readonly kubernetesVersion: string;
  /** Feature gates that differ from their defaults in that version. */
  readonly featureGates: Readonly<Record<string, boolean>>;
  readonly clusterDomain: string;
  /** `auto`, `none`, or the name of the class. */
  readonly defaultStorageClass: string;
  /** The namespace of objects that name none. */
  readonly namespace: string;
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** Whether rules that only give good advice report. */
  readonly advice: 'on' | 'off';
  /** Who reports structure, hovers and completes keys where another extension also knows Kubernetes schemas. */
  readonly schema: 'auto' | 'on' | 'off';
  /** The Git reference that stands for what runs on the cluster; empty: nothing is compared. */
  readonly compareWith: string;
  /** Globs of files that are not read, besides what `.gitignore` and `files.exclude` name. */
  readonly exclude: readonly string[];
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
}

/** The section that the server asks for with `workspace/configuration`. */
export const SETTINGS_SECTION = 'statefulset';
