import type { PublishedSchema, Release } from './schema.ts';

/** A change between two states of a contract. `field` is a path such as `lines[].qty`. */
export type ContractChange = { field: string; change: string; breaking: boolean };

/** What one value of the body must be. */
type Field = {
  /** The ClickHouse type it lowers to, or the JSON type of a container. */
  type: string;
  optional: boolean;
  enum?: readonly string[] | undefined;
  pattern?: string | undefined;
  limits: Readonly<Record<string, number>>;
};

/** Types that may take the place of another without a new version: every old value fits. */
export const widenings: Readonly<Record<string, readonly string[]>> = {
  UInt16: ['UInt32', 'UInt64'],
  UInt32: ['UInt64'],
};

/**
 * The changes from a released contract to its present state. Within a major version both directions must keep
 * working: events written before must fulfil the contract, and models that read it must find what they read.
 *
 * Allowed: a new optional field, a new word of a set, a wider whole number, a looser limit. Everything else breaks,
 * and needs the next version beside this one.
 */
export function contractDiff(released: Release, present: Release): ContractChange[] {
  const before = fieldsOf(released.schema);
  const after = fieldsOf(present.schema);
  const changes: ContractChange[] = [];
  const note = (field: string, change: string, breaking: boolean) =>
    changes.push({ field, change, breaking });
  if (released.entity !== present.entity)
    note(present.entity, `became the entity instead of ${released.entity}`, true);
  for (const [field, { optional }] of after) {
    if (!before.has(field) && !missingAbove(field, before))
      note(field, optional ? 'was added' : 'was added as required', !optional);
  }
  for (const [field, old] of before) {
    const now = after.get(field);
    if (now === undefined) {
      if (!missingAbove(field, after)) note(field, 'was removed', true);
    } else for (const { change, breaking } of fieldChanges(old, now)) note(field, change, breaking);
  }
  return changes;
}

/** True when a field around this one is missing too: then that one tells the change. */
function missingAbove(field: string, fields: ReadonlyMap<string, Field>): boolean {
  const around = field.endsWith('[]')
    ? field.slice(0, -2)
    : field.slice(0, Math.max(0, field.lastIndexOf('.')));
  return around !== '' && !fields.has(around);
}

function fieldChanges(old: Field, now: Field): Omit<ContractChange, 'field'>[] {
  const changes: Omit<ContractChange, 'field'>[] = [];
  if (old.type !== now.type) {
    const wider = widenings[old.type]?.includes(now.type) ?? false;
    changes.push({ change: `is ${now.type} instead of ${old.type}`, breaking: !wider });
  }
  if (old.optional !== now.optional) {
    changes.push({ change: now.optional ? 'became optional' : 'became required', breaking: true });
  }
  const gone = (old.enum ?? []).filter((word) => now.enum !== undefined && !now.enum.includes(word));
  const fresh = (now.enum ?? []).filter((word) => old.enum?.includes(word) === false);
  if (gone.length > 0) changes.push({ change: `lost the words ${gone.join(', ')}`, breaking: true });
  if (fresh.length > 0) changes.push({ change: `got the words ${fresh.join(', ')}`, breaking: false });
  if (old.enum === undefined && now.enum !== undefined) {
    changes.push({ change: 'is limited to a set of words', breaking: true });
  }
  if (old.pattern !== now.pattern)
    changes.push({ change: 'has another pattern', breaking: now.pattern !== undefined });
  for (const limit of new Set([...Object.keys(old.limits), ...Object.keys(now.limits)])) {
    const [was, is] = [old.limits[limit], now.limits[limit]];
    if (was === is) continue;
    const looser = is === undefined || (was !== undefined && (limit.startsWith('max') ? is > was : is < was));
    changes.push({ change: `has ${limit} ${is ?? 'none'} instead of ${was ?? 'none'}`, breaking: !looser });
  }
  return changes;
}

const limitNames = ['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems'];

function fieldsOf(schema: PublishedSchema): Map<string, Field> {
  const fields = new Map<string, Field>();
  collect(schema, '', false, fields);
  return fields;
}

function collect(schema: PublishedSchema, path: string, optional: boolean, into: Map<string, Field>): void {
  const choices = (schema.anyOf as PublishedSchema[] | undefined)?.filter((each) => each.type !== 'null');
  if (choices?.length === 1) {
    collect(choices[0]!, path, true, into);
    return;
  }
  if (path !== '') into.set(path, fieldOf(schema, optional));
  if (schema.type === 'array') collect(schema.items as PublishedSchema, `${path}[]`, false, into);
  const required = new Set((schema.required as string[] | undefined) ?? []);
  for (const [name, each] of Object.entries((schema.properties as Record<string, PublishedSchema>) ?? {})) {
    collect(each, path === '' ? name : `${path}.${name}`, !required.has(name), into);
  }
}

function fieldOf(schema: PublishedSchema, optional: boolean): Field {
  const limits = limitNames.flatMap((name) =>
    typeof schema[name] === 'number' ? [[name, schema[name]]] : [],
  );
  return {
    type: String(schema.lowersTo ?? schema.type),
    optional,
    enum: schema.enum as string[] | undefined,
    pattern: schema.pattern as string | undefined,
    limits: Object.fromEntries(limits),
  };
}
