// The words around documentation: English catalogue. Facts come in, sentences go out.

import type { Changeability } from '../../kubernetes/changeability.ts';
import type { FieldType } from '../../kubernetes/schema.ts';
import { codeSpan } from './markdown.ts';

/** A type in words, such as `list of Container`. */
export function typeWords(type: FieldType): string {
  switch (type.is) {
    case 'text':
      return 'text';
    case 'truth':
      return 'true or false';
    case 'int32':
      return 'whole number (32 bits)';
    case 'int64':
      return 'whole number (64 bits)';
    case 'quantity':
      return 'quantity, such as `500m` or `1Gi`';
    case 'number-or-text':
      return 'whole number or text';
    case 'time':
      return 'time (RFC 3339)';
    case 'bytes':
      return 'base64';
    case 'any':
      return 'anything';
    case 'list':
      return `list of ${typeWords(type.of)}`;
    case 'map':
      return `map of names to ${typeWords(type.of)}`;
    case 'struct':
      return type.struct.name;
  }
}

const changes: Readonly<Record<Changeability, string>> = {
  free: 'can be changed later',
  fixed: '**cannot be changed later**',
  grows: 'may only grow later',
  'once-set': 'cannot be changed once it is set',
  identity: 'another value is another object',
  server: 'filled by the cluster',
};

export function changeWords(change: Changeability): string {
  return changes[change];
}

export const words = {
  required: 'required',
  defaultIs: (value: string): string => `default ${codeSpan(value)}`,
  since: (minor: number): string => `since Kubernetes 1.${minor}`,
  until: (minor: number): string => `until Kubernetes 1.${minor}`,
  inPractice: 'In practice',
  values: 'Values',
  reference: 'Kubernetes reference',
  here: 'Here',
  pods: (count: number, names: string): string => `${count} ${count === 1 ? 'Pod' : 'Pods'}: ${names}`,
  noPods: 'No Pods',
  addresses: (names: string): string => `DNS names: ${names}`,
  claims: (count: number, names: string): string => `${count} ${count === 1 ? 'claim' : 'claims'}: ${names}`,
  storage: (total: string): string => `Storage asked for in total: ${total}`,
} as const;
