// The text of a key with what it needs: a place for the value, or the required fields below it, in the style around it.
// Snippets are in the notation of the language server protocol.

import type { MinorVersion } from '../../kubernetes/cluster-profile.ts';
import { defaultOf } from '../../kubernetes/field-defaults.ts';
import { valuesOf } from '../../kubernetes/field-documentation.ts';
import { type FieldType, isKnownIn, type SchemaField, type Struct } from '../../kubernetes/schema.ts';

export interface SnippetStyle {
  readonly lineEnd: string;
  /** Columns by which a mapping stands deeper than its key. */
  readonly step: number;
  /** Columns by which the dashes of a list stand deeper than its key. */
  readonly dashIndent: number;
  /** The column of the key itself. */
  readonly column: number;
  readonly isInFlow: boolean;
}

/** How deep required fields are written out; deeper ones are completed one by one. */
const deepest = 4;

export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** A key that ends where its value goes on. `quote` is the one that stands around the key already. */
export function fieldSnippet(field: SchemaField, minor: MinorVersion, style: SnippetStyle, quote: string): string {
  const writer = new Writer(minor, style);
  // Behind a quoted key the closing quote stands already; the colon is for the person to write.
  if (quote !== '') return escapeSnippet(field.name);
  return writer.entry(field, style.column, 0);
}

class Writer {
  readonly #minor: MinorVersion;
  readonly #style: SnippetStyle;
  #stops = 0;

  constructor(minor: MinorVersion, style: SnippetStyle) {
    this.#minor = minor;
    this.#style = style;
  }

  entry(field: SchemaField, column: number, depth: number): string {
    return `${escapeSnippet(field.name)}:${this.#value(field, column, depth)}`;
  }

  #value(field: SchemaField, column: number, depth: number): string {
    const { type } = field;
    switch (type.is) {
      case 'struct':
        if (this.#style.isInFlow) return ` { ${this.#stop()} }`;
        return (
          this.#line(column + this.#style.step) + this.#below(field, type.struct, column + this.#style.step, depth)
        );
      case 'list':
        return this.#style.isInFlow ? ` [${this.#stop()}]` : this.#list(field, type.of, column, depth);
      case 'map':
        return this.#style.isInFlow
          ? ` { ${this.#stop()} }`
          : `${this.#line(column + this.#style.step)}${this.#map(field, type.of)}`;
      default:
        return ` ${this.#scalar(field)}`;
    }
  }

  #list(field: SchemaField, of: FieldType, column: number, depth: number): string {
    const dash = column + this.#style.dashIndent;
    const item =
      of.is === 'struct'
        ? this.#required(of.struct, dash + 2, depth + 1)
        : this.#choice(valuesOf(of), usualElement[field.name]);
    return `${this.#line(dash)}- ${item}`;
  }

  #map(field: SchemaField, of: FieldType): string {
    // Of quantities two are asked for nearly always.
    if (of.is === 'quantity' && (field.owner.name === 'VolumeResourceRequirements' || field.name === 'capacity'))
      return `storage: ${this.#stop('1Gi')}`;
    return `${this.#stop('key')}: ${this.#stop()}`;
  }

  /** Metadata needs something else in every place: labels in a template, a name everywhere else. */
  #below(field: SchemaField, struct: Struct, column: number, depth: number): string {
    if (struct.name !== 'ObjectMeta') return this.#required(struct, column, depth + 1);
    const inner = struct.fields.get(field.owner.name === 'PodTemplateSpec' ? 'labels' : 'name');
    return inner ? this.entry(inner, column, depth + 1) : this.#stop();
  }

  /** The required fields of a struct, or a place for the first one. */
  #required(struct: Struct, column: number, depth: number): string {
    const usual = alsoNeeded[struct.name] ?? [];
    const required = [...struct.fields.values()].filter(({ name, isRequired }) => isRequired && !usual.includes(name));
    const wanted = [...usual.flatMap((name) => struct.fields.get(name) ?? []), ...required];
    const needed = depth > deepest ? [] : wanted.filter((field) => isKnownIn(field, this.#minor));
    if (needed.length === 0) return this.#stop();
    return needed.map((field) => this.entry(field, column, depth)).join(this.#line(column));
  }

  #scalar(field: SchemaField): string {
    if (field.type.is === 'truth') return this.#choice(['true', 'false']);
    const values = valuesOf(field.type);
    if (values.length > 0) return this.#choice(values, defaultOf(field.owner.name, field.name));
    return this.#stop(defaultOf(field.owner.name, field.name));
  }

  #choice(values: readonly string[], first?: string): string {
    if (values.length === 0) return this.#stop();
    const sorted = first === undefined ? values : [first, ...values.filter((value) => value !== first)];
    this.#stops += 1;
    return `\${${this.#stops}|${sorted.map((value) => value.replace(/[\\,|$}]/g, '\\$&')).join(',')}|}`;
  }

  #stop(placeholder?: string): string {
    this.#stops += 1;
    return placeholder === undefined ? `$${this.#stops}` : `\${${this.#stops}:${escapeSnippet(placeholder)}}`;
  }

  #line(column: number): string {
    return `${this.#style.lineEnd}${' '.repeat(column)}`;
  }
}

/** What most lists begin with. */
const usualElement: Readonly<Record<string, string>> = { accessModes: 'ReadWriteOnce' };

/** What comes first, and what the published types call optional but hardly an object is without. */
const alsoNeeded: Readonly<Record<string, readonly string[]>> = {
  Container: ['name', 'image'],
  EnvVar: ['name', 'value'],
  LabelSelector: ['matchLabels'],
  PersistentVolumeClaim: ['metadata', 'spec'],
  PersistentVolumeClaimSpec: ['accessModes', 'resources'],
  PodTemplateSpec: ['metadata', 'spec'],
  ServicePort: ['name', 'port'],
  VolumeMount: ['name', 'mountPath'],
  VolumeResourceRequirements: ['requests'],
};
