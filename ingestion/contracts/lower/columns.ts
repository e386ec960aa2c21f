import { z } from 'zod';
import { EntrepotError } from '#errors';
import { envelopeColumnNames } from '../envelope.ts';

/** One ClickHouse column of an event table, and where its value lies in the event's JSON. */
export type Column = {
  name: string;
  /** Keys from the root of the body; for a member of a list, the keys from the list's element follow the list's. */
  path: readonly string[];
  /** Type of one value, without Nullable or Array. */
  type: string;
  nullable: boolean;
  /** The list (top-level array of the body) whose elements carry this value; the column is then an Array. */
  list?: string;
  /** What JSON Schema says of the value beyond its type. */
  checks: ValueChecks;
  description?: string;
};

export type ValueChecks = {
  jsonType: 'string' | 'integer' | 'boolean';
  enum?: readonly string[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
};

type JsonSchema = {
  type?: string;
  lowersTo?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  enum?: string[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  description?: string;
};

/** The contract's shape as JSON Schema 2020-12, the one intermediate form everything is generated from. */
export function jsonSchemaOf(shape: z.ZodObject): JsonSchema {
  return z.toJSONSchema(shape, { io: 'input' }) as JsonSchema;
}

/**
 * The columns of a body. Objects are flattened with `_`; a list of objects becomes one Array column per member,
 * named `list.member` (ClickHouse Nested); money becomes `x_amount` and `x_currency`, or plain `amount` and
 * `currency` for a field named `amount`.
 */
export function lowerToColumns(topic: string, shape: z.ZodObject): Column[] {
  const columns = lowerObject(topic, jsonSchemaOf(shape), { path: [], nullable: false });
  for (const column of columns) {
    if (envelopeColumnNames.has(column.name)) {
      throw new EntrepotError('CONTRACT_INVALID', `${topic}: «${column.name}» is a name of the envelope.`, {
        asked: column.name,
        fix: 'Leave the field out (the envelope carries it) or give it another name.',
      });
    }
  }
  return columns;
}

type Place = { path: readonly string[]; nullable: boolean; list?: string };

function lowerObject(topic: string, schema: JsonSchema, place: Place): Column[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const { value, optional } = withoutNull(property);
    const here: Place = {
      ...place,
      path: [...place.path, key],
      nullable: place.nullable || optional || !required.has(key),
    };
    return lowerValue(topic, value, here);
  });
}

function lowerValue(topic: string, schema: JsonSchema, place: Place): Column[] {
  const description = schema.description === undefined ? {} : { description: schema.description };
  if (schema.lowersTo === 'Money') return lowerMoney(schema, place);
  if (schema.type === 'object') return lowerObject(topic, schema, place);
  if (schema.type === 'array' && schema.items !== undefined && place.list === undefined) {
    const list = place.path.join('_');
    const element: Place = { ...place, list, nullable: false };
    return lowerValue(topic, schema.items, element);
  }
  if (schema.lowersTo === undefined || schema.type === 'array') {
    throw new EntrepotError(
      'CONTRACT_INVALID',
      `${topic}: «${place.path.join('.')}» cannot be lowered to columns.`,
      {
        asked: place.path.join('.'),
        fix: 'Build the field from the vocabulary in contracts/fields.ts; lists cannot hold lists.',
      },
    );
  }
  return [
    {
      ...named(place),
      type: schema.lowersTo,
      nullable: place.nullable,
      checks: checksOf(schema),
      ...description,
    },
  ];
}

function lowerMoney(schema: JsonSchema, place: Place): Column[] {
  const key = place.path.at(-1);
  return ['amount', 'currency'].map((part) => {
    const member = schema.properties![part]!;
    const path = [...place.path, part];
    const flat = key === 'amount' ? [...place.path.slice(0, -1), part] : path;
    return {
      ...named({ ...place, path: flat }),
      path,
      type: member.lowersTo!,
      nullable: place.nullable,
      checks: checksOf(member),
      ...(schema.description === undefined ? {} : { description: schema.description }),
    };
  });
}

function named({ path, list }: Place): Pick<Column, 'name' | 'path' | 'list'> {
  if (list === undefined) return { name: path.join('_'), path };
  const member = path.slice(list.split('_').length > path.length ? path.length : 1).join('_');
  return { name: member === '' ? list : `${list}.${member}`, path, list };
}

function checksOf(schema: JsonSchema): ValueChecks {
  const { type, enum: words, pattern, minLength, maxLength, minimum, maximum } = schema;
  const checks = { enum: words, pattern, minLength, maxLength, minimum, maximum };
  const present = Object.fromEntries(Object.entries(checks).filter(([, value]) => value !== undefined));
  return { jsonType: type as ValueChecks['jsonType'], ...present };
}

/** `anyOf [X, null]` is how JSON Schema writes «may be null». */
function withoutNull(schema: JsonSchema): { value: JsonSchema; optional: boolean } {
  const choices = schema.anyOf?.filter((choice) => choice.type !== 'null');
  return choices?.length === 1 ? { value: choices[0]!, optional: true } : { value: schema, optional: false };
}
