import type { Contract } from '../contract.ts';
import { jsonSchemaOf } from '../lower/columns.ts';

/** A JSON Schema as it is published: plain JSON. */
export type PublishedSchema = { [keyword: string]: unknown };

/** What others may rely on: topic, entity and the body's JSON Schema. Checked in under `released/`. */
export type Release = { topic: string; entity: string; schema: PublishedSchema };

/** The contract as it would be released now. */
export function releaseOf({ topic, entity, description, shape }: Contract): Release {
  const { $schema: _dialect, ...schema } = jsonSchemaOf(shape) as PublishedSchema;
  return { topic, entity, schema: { title: topic, description, ...schema } };
}
