// What lives here: a YAML document read into our own tree. It never throws and never looks at other documents or files.
// Start reading at `readYamlDocument`; the tree's shape is in `node.ts`, limits in `limits.ts`.

import type { Span } from '../text/span.ts';
import type { AliasNode, YamlNode } from './node.ts';

/** A mistake of the YAML itself, one per cause. The code is the key of its sentence in `problem-texts.ts`. */
export interface YamlProblem {
  readonly code: YamlProblemCode;
  readonly severity: 'error' | 'warning' | 'info';
  readonly span: Span;
  readonly facts: Readonly<Record<string, string | number>>;
}

export type YamlProblemCode =
  | 'alias-unknown'
  | 'alias-recursive'
  | 'bad-escape'
  | 'bad-indentation'
  | 'bad-scalar-start'
  | 'block-in-flow'
  | 'colon-missing'
  | 'colon-unexpected'
  | 'comma-missing'
  | 'control-character'
  | 'directive-invalid'
  | 'document-too-long'
  | 'expansion-too-large'
  | 'file-too-long'
  | 'key-not-json'
  | 'key-too-long'
  | 'key-repeated'
  | 'markers-text'
  | 'merge-invalid'
  | 'nested-too-deep'
  | 'number-not-json'
  | 'problems-omitted'
  | 'quote-unclosed'
  | 'bracket-unclosed'
  | 'bracket-unexpected'
  | 'space-missing'
  | 'tab-indentation'
  | 'tag-mismatch'
  | 'unexpected-text';

export interface YamlDocument {
  readonly text: string;
  readonly root: YamlNode | null;
  readonly problems: readonly YamlProblem[];
  /** Where aliases lead: the node with the nearest anchor of that name above. Unknown ones are missing. */
  readonly aliases: ReadonlyMap<AliasNode, YamlNode>;
}
