import { expect, it } from 'vitest';
import type { AnalysedProject, Catalogue, ColumnSource } from '#models';
import { type ModelDocs, modelPage, modelsPage } from './model-page.ts';

const model = (name: string, columns: Record<string, ColumnSource[]>, more: object = {}) => ({
  ...{
    name,
    kind: 'table',
    description: `What <${name}> is.`,
    headers: { kind: 'table' },
    file: `models/x/${name}.sql`,
  },
  ...{ grain: ['sku'], mask: [], owner: 'finance', rows: 'has(viewer.shops, shop)', sql: 'select secret' },
  columns: Object.keys(columns).map((each) => ({ name: each, type: 'String', description: `The ${each}.` })),
  lineage: { columns: new Map(Object.entries(columns)), rows: [] },
  ...more,
});

const project = {
  models: new Map(
    [
      model('dim_sku', { cost: [{ table: 'ods_cost', column: 'amount', how: 'copied' }] }),
      model('dws_day', { margin: [{ table: 'dim_sku', column: 'cost', how: 'aggregated' }] }),
    ].map((each) => [each.name, each]),
  ),
} as unknown as AnalysedProject;

const measure = {
  model: { name: 'dws_day' },
  aggregate: { kind: 'aggregate', function: 'sum', argument: { kind: 'column', name: 'margin' } },
};
const catalogue = {
  metrics: new Map([
    [
      'margin',
      { name: 'margin', formula: 'sum(margin)', models: ['dws_day'], measures: [measure], labels: {} },
    ],
  ]),
} as unknown as Catalogue;
const docs: ModelDocs = {
  ...{ project, catalogue },
  freshness: { dws_day: { version: 1, eventTime: '2026-03-01T00:00:00Z', builtAt: '2026-03-01T00:00:01Z' } },
};

it('shows a model with its columns’ origins, its metrics and what a change would reach', () => {
  const page = modelPage(docs, 'dws_day', 'en')!;
  expect(page).toContain('What &#60;dws_day&#62; is.');
  expect(page).toContain('<a href="/docs/models/dim_sku"><code>dim_sku.cost</code></a> (aggregated)');
  expect(page).toContain('<code>sum(margin)</code>');
  expect(page).toContain('2026-03-01T00:00:01Z');
  const below = modelPage(docs, 'dim_sku', 'en')!;
  expect(below).toMatch(
    /What a change would reach<\/h2>\s*<p><a href="\/docs\/models\/dws_day">.*<code>margin<\/code>/,
  );
  expect(below).toContain('<title>source ods_cost</title>');
  expect(modelPage(docs, 'nothing', 'en')).toBeUndefined();
});

it('shows neither SQL nor row policies to whoever passes by', () => {
  const page = modelPage(docs, 'dws_day', 'en')!;
  expect(page).not.toContain('select secret');
  expect(page).not.toContain('viewer.');
});

it('lists all models by layer', () => {
  const page = modelsPage(docs, 'en');
  expect(page.indexOf('<h2>dws</h2>')).toBeLessThan(page.indexOf('<h2>dim</h2>'));
  expect(page).toContain('<a href="/docs/models/dws_day"><code>dws_day</code></a>');
});
