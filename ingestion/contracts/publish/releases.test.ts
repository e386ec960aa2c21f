import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '../contract.ts';
import { count, id, maybe, text } from '../fields.ts';
import { contracts } from '../index.ts';
import { changesSinceRelease, recordRelease } from './releases.ts';

const of = (name: string, shape: z.ZodRawShape) =>
  contract({ name, version: 1, description: 'A thing.', entity: 'thing_id', shape: z.object(shape) });
const base = { thing_id: id(), pieces: count() };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entrepot-releases-'));
  await recordRelease([of('test.kept', base), of('test.gone', base)], folder);
});
afterAll(() => rm(folder, { recursive: true }));

it('tells what is new, gone and changed since the release, and which of it breaks', async () => {
  const { pieces: _pieces, ...without } = base;
  const kept = of('test.kept', { ...without, note: maybe(text()) });
  expect(await changesSinceRelease([kept, of('test.more', base)], folder)).toEqual([
    { topic: 'test.gone.v1', field: '', change: 'was removed', breaking: true },
    { topic: 'test.kept.v1', field: 'note', change: 'was added', breaking: false },
    { topic: 'test.kept.v1', field: 'pieces', change: 'was removed', breaking: true },
    { topic: 'test.more.v1', field: '', change: 'is new', breaking: false },
  ]);
});

it('finds nothing that breaks in the contracts as they are, and every one of them released', async () => {
  const changes = await changesSinceRelease(contracts);
  expect(changes.filter(({ breaking, field }) => breaking || field === '')).toEqual([]);
});
