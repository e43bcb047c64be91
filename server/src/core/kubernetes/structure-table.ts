// The encoding of the generated structure table: what `scripts/schema` writes and `schema.ts` reads. Types only.

/** Short keys, because the table ships in the bundle. */
export interface FieldFlags {
  /** Required. */
  r?: 1;
  /** First and last minor version that know the field. */
  s?: number;
  u?: number;
  /** Go's name of a string type (or of the elements' type), of this package or with another one in front. */
  g?: string;
  /** Index of the allowed values. */
  e?: number;
  /** The embedded Go struct that brings the field. */
  m?: string;
  /** Keys that make the elements of a list unique. */
  k?: readonly string[];
}

/**
 * Name, type, flags. A type is a letter (`s` text, `b` truth value, `i` int32, `l` int64, `q` quantity, `x` number or
 * text, `t` time, `y` bytes in base64, `a` anything) or the index of a struct; `[` in front of it is a list of that,
 * `{` a map from text to that.
 */
export type EncodedField = readonly [name: string, type: string, flags: FieldFlags];

export interface StructureTable {
  /** Kind, group, version, index of its struct, first minor version where it is not the oldest. */
  readonly kinds: readonly (readonly [kind: string, group: string, version: string, struct: number, since?: number])[];
  /** Name with Go package, such as `v1.PodSpec`, and fields in order of their names. */
  readonly structs: readonly (readonly [name: string, fields: readonly EncodedField[]])[];
  readonly enums: readonly (readonly string[])[];
}
