// A JSON schema of all known kinds, made from the product's own structure table, for the server that is measured beside.

import { type FieldType, SERVED_KINDS, type Struct } from '../../server/src/core/kubernetes/schema.ts';

export function kubernetesJsonSchema(): object {
  const definitions: Record<string, object> = {};
  const refer = (struct: Struct): object => {
    const name = struct.goType.replaceAll('/', '.');
    if (!Object.hasOwn(definitions, name)) {
      definitions[name] = {};
      definitions[name] = objectSchema(struct, refer);
    }
    return { $ref: `#/definitions/${name}` };
  };
  const kinds = SERVED_KINDS.map(({ kind, apiVersion, struct }) => {
    const schema = objectSchema(struct, refer);
    const properties = {
      ...schema.properties,
      apiVersion: { type: 'string', enum: [apiVersion] },
      kind: { type: 'string', enum: [kind] },
    };
    return { ...schema, properties, required: ['apiVersion', 'kind'] };
  });
  return { $schema: 'http://json-schema.org/draft-07/schema#', oneOf: kinds, definitions };
}

interface ObjectSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, object>>;
  readonly additionalProperties: false;
}

function objectSchema(struct: Struct, refer: (struct: Struct) => object): ObjectSchema {
  const properties: Record<string, object> = {};
  for (const field of struct.fields.values())
    properties[field.name] = { description: `${struct.name}.${field.name}`, ...typeSchema(field.type, refer) };
  return { type: 'object', properties, additionalProperties: false };
}

function typeSchema(type: FieldType, refer: (struct: Struct) => object): object {
  switch (type.is) {
    case 'text':
      return type.values === undefined ? { type: 'string' } : { type: 'string', enum: type.values };
    case 'truth':
      return { type: 'boolean' };
    case 'int32':
    case 'int64':
      return { type: 'integer' };
    case 'quantity':
    case 'number-or-text':
      return { type: ['string', 'number'] };
    case 'time':
    case 'bytes':
      return { type: 'string' };
    case 'any':
      return {};
    case 'list':
      return { type: 'array', items: typeSchema(type.of, refer) };
    case 'map':
      return { type: 'object', additionalProperties: typeSchema(type.of, refer) };
    case 'struct':
      return refer(type.struct);
  }
}
