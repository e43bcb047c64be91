// What the API server's decoder says of an object before it validates anything (behaviour reference 1.9, J rules): wrong
// JSON types, quantities, base64, unknown and repeated fields. It never says what is allowed by meaning. Start at
// `decode`, which tells the server's answer, of which there is one, apart from the problems that a person should see.
// Sources: Go `encoding/json` as forked in sigs.k8s.io/json, and the recordings.

import type { MinorVersion } from '../kubernetes/cluster-profile.ts';
import { suggestionsFor } from '../kubernetes/field-suggestions.ts';
import { isPlainObject, type Path, type PlainObject, type PlainValue } from '../kubernetes/plain-value.ts';
import { QUANTITY_TEXTS, quantityOf } from '../kubernetes/quantity.ts';
import {
  type FieldType,
  goTypeOf,
  isKnownIn,
  type SchemaField,
  type ServedKind,
  type Struct,
} from '../kubernetes/schema.ts';
import type { Answer } from './answer.ts';
import { base64ErrorOffset } from './base64.ts';
import { isInt32, isInt64 } from './conform.ts';
import { goTimeError } from './go-time.ts';

export type DecodeRule = 'J1' | 'J2' | 'J3' | 'J4' | 'J5';

/** One mistake that the decoder refuses, whether or not another one hides it in the server's answer. */
export interface DecodeProblem {
  readonly rule: DecodeRule;
  readonly at: Path;
  readonly on: 'key' | 'value';
  /** The server's text for this mistake alone. */
  readonly text: string;
  /** What a message or a repair needs: `expected` and `found` types, spelling and level of an unknown field. */
  readonly facts: PlainObject;
}

/** A key that the YAML text repeats, as the server counts: the line within the document as it is sent, from 1. */
export interface RepeatedKey {
  readonly key: string;
  readonly line: number;
  readonly at: Path;
}

export interface Decoded {
  /** In the order of the decoder; those that it does not even look at come as well. */
  readonly problems: readonly DecodeProblem[];
  /** The refusal, status 400; absent where the decoder has nothing against the object. */
  readonly answer?: Answer;
}

/** How a mistake ends the decoder's work: at once, after the rest was read, or among others of its kind. */
type Severity = 'aborts' | 'is-kept' | 'is-strict';

interface Reader {
  readonly served: ServedKind;
  readonly minor: MinorVersion;
  readonly problems: DecodeProblem[];
  aborting: DecodeProblem | undefined;
  kept: DecodeProblem | undefined;
  readonly strict: DecodeProblem[];
}

/** Where a value stands: for people, and for Go's error text. */
interface Place {
  readonly at: Path;
  /** Go struct that holds the field, and the path with embedded structs, without positions and map keys. */
  readonly struct: string;
  readonly goPath: string;
}

/** Up to this many unknown fields are listed, as in the server. */
const strictLimit = 100;

/** Reads an object as the server's decoder does, fields of every mapping in the order of their names. */
export function decode(
  value: PlainObject,
  served: ServedKind,
  minor: MinorVersion,
  repeatedKeys: readonly RepeatedKey[] = [],
): Decoded {
  const reader: Reader = { served, minor, problems: [], aborting: undefined, kept: undefined, strict: [] };
  for (const repeated of repeatedKeys) reader.problems.push(repeatedProblem(repeated));
  readStruct(reader, value, served.struct, { at: [], struct: '', goPath: '' });
  const text = answerText(reader, repeatedKeys);
  if (text === undefined) return { problems: reader.problems };
  const message = `${served.kind} in version "${served.version}" cannot be handled as a ${served.kind}: ${text}`;
  return {
    problems: reader.problems,
    answer: { accepted: false, status: 400, reason: 'BadRequest', message, causes: [], warnings: [] },
  };
}

function repeatedProblem({ key, line, at }: RepeatedKey): DecodeProblem {
  return { rule: 'J2', at, on: 'key', text: repeatedText([{ key, line }]), facts: { key, line } };
}

function repeatedText(repeated: readonly { readonly key: string; readonly line: number }[]): string {
  const lines = repeated.map(({ key, line }) => `  line ${line}: key ${JSON.stringify(key)} already set in map`);
  return `yaml: unmarshal errors:\n${lines.join('\n')}`;
}

function answerText(reader: Reader, repeatedKeys: readonly RepeatedKey[]): string | undefined {
  // A broken quantity or time stops the decoder, so it is told even where a wrong type came before it.
  const single = reader.aborting ?? reader.kept;
  if (single) return single.text;
  const texts = reader.strict.map(({ text }) => text);
  if (repeatedKeys.length > 0) texts.unshift(repeatedText(repeatedKeys));
  return texts.length > 0 ? `strict decoding error: ${texts.join(', ')}` : undefined;
}

function report(reader: Reader, severity: Severity, problem: DecodeProblem): void {
  reader.problems.push(problem);
  if (severity === 'aborts') reader.aborting ??= problem;
  else if (severity === 'is-kept') reader.kept ??= problem;
  else if (reader.strict.length < strictLimit) reader.strict.push(problem);
}

function readStruct(reader: Reader, value: PlainObject, struct: Struct, place: Place): void {
  for (const key of Object.keys(value).sort()) {
    const field = struct.fields.get(key);
    if (!field || !isKnownIn(field, reader.minor)) reportUnknown(reader, place.at, key);
    else readValue(reader, value[key] ?? null, field.type, fieldPlace(reader, place, field, struct));
  }
}

function fieldPlace(reader: Reader, place: Place, field: SchemaField, struct: Struct): Place {
  const embedded = field.embedded !== undefined && reader.minor >= 36 ? `${field.embedded}.` : '';
  const prefix = place.goPath === '' ? '' : `${place.goPath}.`;
  // A claim's resources had the containers' struct up to 1.28.
  const name = struct.name === 'VolumeResourceRequirements' && reader.minor < 29 ? 'ResourceRequirements' : struct.name;
  return { at: [...place.at, field.name], struct: name, goPath: `${prefix}${embedded}${field.name}` };
}

function reportUnknown(reader: Reader, parent: Path, key: string): void {
  const path = strictPath([...parent, key]);
  const { nearest, elsewhere, since, until } = suggestionsFor(reader.served.kind, parent, key, reader.minor);
  report(reader, 'is-strict', {
    rule: 'J1',
    at: [...parent, key],
    on: 'key',
    text: `unknown field ${JSON.stringify(path)}`,
    facts: {
      key,
      path,
      elsewhere,
      ...(nearest === undefined ? {} : { nearest }),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
    },
  });
}

/** `spec.template.spec.containers[0].imagePullpolicy`. */
function strictPath(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}

function readValue(reader: Reader, value: PlainValue, type: FieldType, place: Place): void {
  if (value === null) return;
  switch (type.is) {
    case 'any':
      return;
    case 'text':
      if (typeof value !== 'string') reportType(reader, value, type, place);
      return;
    case 'truth':
      if (typeof value !== 'boolean') reportType(reader, value, type, place);
      return;
    case 'int32':
      if (!isInt32(value)) reportType(reader, value, type, place);
      return;
    case 'int64':
      if (!isInt64(value)) reportType(reader, value, type, place);
      return;
    case 'number-or-text':
      if (typeof value !== 'string' && !isInt32(value)) reportType(reader, value, type, place, 'aborts');
      return;
    case 'quantity':
      readQuantity(reader, value, place);
      return;
    case 'time':
      readTime(reader, value, type, place);
      return;
    case 'bytes':
      readBytes(reader, value, type, place);
      return;
    case 'list':
      if (!Array.isArray(value)) reportType(reader, value, type, place);
      else
        for (const [index, element] of value.entries())
          readValue(reader, element, type.of, { ...place, at: [...place.at, index] });
      return;
    case 'map':
      if (!isPlainObject(value)) reportType(reader, value, type, place);
      else
        for (const key of Object.keys(value).sort())
          readValue(reader, value[key] ?? null, type.of, { ...place, at: [...place.at, key] });
      return;
    case 'struct':
      if (!isPlainObject(value)) reportType(reader, value, type, place);
      else readStruct(reader, value, type.struct, place);
  }
}

function readQuantity(reader: Reader, value: PlainValue, place: Place): void {
  const read = quantityOf(value);
  if (read.ok) return;
  const facts: PlainObject = { error: read.error, value };
  report(reader, 'aborts', { rule: 'J4', at: place.at, on: 'value', text: QUANTITY_TEXTS[read.error], facts });
}

function readTime(reader: Reader, value: PlainValue, type: FieldType, place: Place): void {
  if (typeof value !== 'string') {
    reportType(reader, value, type, place, 'aborts');
    return;
  }
  const text = goTimeError(value);
  if (text !== undefined)
    report(reader, 'aborts', { rule: 'J3', at: place.at, on: 'value', text, facts: { expected: 'time', value } });
}

function readBytes(reader: Reader, value: PlainValue, type: FieldType, place: Place): void {
  if (typeof value === 'string') {
    const offset = base64ErrorOffset(value);
    if (offset === undefined) return;
    const text = `illegal base64 data at input byte ${offset}`;
    report(reader, 'is-kept', { rule: 'J5', at: place.at, on: 'value', text, facts: { offset } });
  } else if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      const isByte = typeof element === 'number' && Number.isInteger(element) && element >= 0 && element <= 255;
      if (element !== null && !isByte)
        reportType(reader, element, type, { ...place, at: [...place.at, index] }, 'is-kept', 'uint8');
    }
  } else reportType(reader, value, type, place);
}

function reportType(
  reader: Reader,
  value: PlainValue,
  type: FieldType,
  place: Place,
  severity: Severity = 'is-kept',
  goType: string = goTypeIn(type, reader.minor),
): void {
  const isNumberType = type.is === 'int32' || type.is === 'int64' || type.is === 'number-or-text' || goType === 'uint8';
  const found = jsonTypeOf(value);
  const shown = found === 'number' && isNumberType ? `number ${String(value)}` : found;
  report(reader, severity, {
    rule: 'J3',
    at: place.at,
    on: 'value',
    text: `json: cannot unmarshal ${shown} into Go struct field ${place.struct}.${place.goPath} of type ${goType}`,
    facts: { expected: type.is, found, value: typeof value === 'object' ? null : value },
  });
}

function goTypeIn(type: FieldType, minor: MinorVersion): string {
  const name = goTypeOf(type);
  return name === 'v1.VolumeResourceRequirements' && minor < 29 ? 'v1.ResourceRequirements' : name;
}

/** The JSON type as Go's errors name it. */
function jsonTypeOf(value: PlainValue): 'string' | 'number' | 'bool' | 'array' | 'object' {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number' || typeof value === 'bigint') return 'number';
  return Array.isArray(value) ? 'array' : 'object';
}
