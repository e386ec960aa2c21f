import { readFile } from 'node:fs/promises';
import { buildSchema, parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import * as documents from './documents.ts';

it.each(Object.entries(documents))('%s fits the gateway’s schema', async (_, document) => {
  const schema = buildSchema(
    await readFile(new URL('../../graphql/schema.graphql', import.meta.url), 'utf8'),
  );
  expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([]);
});
