// Rules of every object's metadata (M1 to M6; apimachinery `pkg/api/validation/objectmeta.go`).

import { type NameCheck, qualifiedNameErrors, utf8Length, withoutTrailingDash } from '../../kubernetes/names.ts';
import type { PlainObject } from '../../kubernetes/plain-value.ts';
import { type Check, invalid, invalidAll, required, tooLong } from '../check.ts';
import { child, type FieldPath, item, rootPath } from '../field-path.ts';
import { entriesOf, flagOf, objectsOf, structOf, textOf, textsOf } from '../read.ts';
import { validateLabels } from './labels.ts';
import { nonNegative } from './scalars.ts';

const ANNOTATIONS_MAX = 262144;
const standardFinalizers: ReadonlySet<string> = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

/** Metadata of an object to be created; `nameRule` is the number of the kind's rule about names. */
export function validateMetadata(
  check: Check,
  object: PlainObject,
  nameErrors: NameCheck,
  nameRule: string,
  depth: 'whole' | 'outline' = 'whole',
): void {
  const metadata = structOf(object, 'metadata');
  const path = rootPath('metadata');
  const generated = textOf(metadata, 'generateName');
  const name = textOf(metadata, 'name');
  if (generated !== '') {
    const texts = nameErrors(withoutTrailingDash(generated), check.minor);
    invalidAll(check, 'M4', child(path, 'generateName'), generated, texts);
    // The server makes the name before it looks, so that a bad beginning is refused twice.
    if (name === '') invalidAll(check, 'M4', child(path, 'name'), `${generated}xxxxx`, texts);
  }
  if (name === '') {
    if (generated === '') required(check, 'M1', child(path, 'name'), 'name or generateName is required');
  } else invalidAll(check, nameRule, child(path, 'name'), name, nameErrors(name, check.minor));
  validateMetadataMaps(check, metadata, path, depth);
}

/** What also holds for the new metadata of an update: labels, annotations, owners, finalizers. */
export function validateMetadataMaps(
  check: Check,
  metadata: PlainObject,
  path: FieldPath,
  depth: 'whole' | 'outline' = 'whole',
): void {
  nonNegative(check, 'M6', metadata, 'generation', path);
  validateLabels(check, 'M6', metadata, 'labels', child(path, 'labels'));
  validateAnnotations(check, 'M6', metadata, child(path, 'annotations'));
  validateOwners(check, metadata, child(path, 'ownerReferences'));
  const finalizers = textsOf(metadata, 'finalizers');
  for (const finalizer of finalizers) {
    invalidAll(check, 'M6', child(path, 'finalizers'), finalizer, qualifiedNameErrors(finalizer, check.minor));
  }
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    const text = 'finalizer orphan and foregroundDeletion cannot be both set';
    invalid(check, 'M6', child(path, 'finalizers'), [...finalizers], text);
  }
  // Kinds that leave metadata to the server's general check are not asked whose finalizers these are.
  if (depth === 'outline') return;
  for (const [index, finalizer] of finalizers.entries()) {
    if (finalizer.includes('/') || standardFinalizers.has(finalizer)) continue;
    const text = 'name is neither a standard finalizer name nor is it fully qualified';
    invalid(check, 'M6', item(child(path, 'finalizers'), index), finalizer, text);
  }
}

/** Annotation keys count in lower case; all keys and values together may hold 256 KiB. */
export function validateAnnotations(check: Check, rule: string, metadata: PlainObject, path: FieldPath): void {
  let size = 0;
  for (const [key, value] of entriesOf(metadata, 'annotations')) {
    invalidAll(check, rule, path, key, qualifiedNameErrors(key.toLowerCase(), check.minor), 'key');
    size += utf8Length(key) + utf8Length(value);
  }
  if (size > ANNOTATIONS_MAX) tooLong(check, rule, path, ANNOTATIONS_MAX);
}

function validateOwners(check: Check, metadata: PlainObject, path: FieldPath): void {
  let controller = '';
  for (const [index, owner] of objectsOf(metadata, 'ownerReferences').entries()) {
    const own = item(path, index);
    const apiVersion = textOf(owner, 'apiVersion');
    if (apiVersion === '') required(check, 'M6', child(own, 'apiVersion'), 'must not be empty');
    else if (apiVersion.split('/').length > 2 || apiVersion.endsWith('/')) {
      invalid(check, 'M6', child(own, 'apiVersion'), apiVersion, 'must be <group>/<version> or <version>');
    }
    for (const field of ['kind', 'name', 'uid']) {
      if (textOf(owner, field) === '') required(check, 'M6', child(own, field), 'must not be empty');
    }
    if (!flagOf(owner, 'controller')) continue;
    const current = `${textOf(owner, 'kind')}/${textOf(owner, 'name')}`;
    if (controller === '') controller = current;
    else {
      const text = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${current}`;
      invalid(check, 'M6', path, [], text);
    }
  }
}
