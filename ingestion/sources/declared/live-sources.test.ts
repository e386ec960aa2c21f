import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { shopify } from '../shopify/index.ts';
import { LiveSources } from './live-sources.ts';

let folder: string;
let live: LiveSources;
const names = () => live.sources.map(({ name }) => name);
const declare = (file: string, source: string, contract = 'trf.search_term') =>
  writeFile(
    join(folder, file),
    `source: ${source}
objects:
  terms:
    to: ${contract}
    time: date | midnight
    fields: { row_key: term, marketplace: site, term: term, date: date, skus: sku | list }
`,
  );

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entrepot-sources-'));
  live = new LiveSources({ folders: [folder], builtIn: [shopify], log: pino({ level: 'silent' }) });
});
afterEach(() => rm(folder, { recursive: true }));

it('follows its folder', async () => {
  await live.refresh();
  expect(names()).toEqual(['shopify']);
  await declare('terms.yml', 'terms');
  expect(await live.refresh()).toBe(true);
  expect(await live.refresh()).toBe(false);
  expect(names()).toEqual(['shopify', 'terms']);
  await rm(join(folder, 'terms.yml'));
  await live.refresh();
  expect(names()).toEqual(['shopify']);
});

it('keeps a source as it was while its file has a mistake, and tells the mistake', async () => {
  await declare('terms.yml', 'terms');
  await live.refresh();
  await declare('terms.yml', 'terms', 'trf.serch_term');
  await live.refresh();
  expect(names()).toEqual(['shopify', 'terms']);
  expect(live.problems.map(({ error }) => error.message)).toEqual([expect.stringMatching(/trf\.serch_term/)]);
});

it('gives a name to one source only', async () => {
  await declare('a.yml', 'terms');
  await declare('b.yml', 'terms');
  await declare('c.yml', 'shopify');
  await live.refresh();
  expect(names()).toEqual(['shopify', 'terms']);
  expect(live.problems.map(({ error }) => error.asked)).toEqual(['terms', 'shopify']);
});
