import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../deploy/testing/database.ts';
import { type BuilderOptions, createBuilder } from '../builder/builder.ts';
import { createFixtureTables, Deliveries, fixtureFiles } from '../history-fixture.ts';
import { lines, order, smallOptions, smallProject } from './small-project.ts';

let database: TestDatabase;
let project: Awaited<ReturnType<typeof smallProject>>;
let options: BuilderOptions;

beforeEach(async () => {
  database = await testDatabase('planning');
  await createFixtureTables(database.warehouse);
  const deliveries = new Deliveries(database.warehouse);
  await deliveries.store([order('o1', 1, '2026-03-01', 1), order('o2', 1, '2026-03-02', 2)]);
});
afterEach(async () => {
  await database.drop();
  await rm(project.directory, { recursive: true });
});

async function begin(more: Readonly<Record<string, string>> = {}): Promise<void> {
  project = await smallProject(more);
  options = smallOptions(database.warehouse, project.directory);
}
const plan = () => createBuilder(options).plan();
const build = async () => {
  const { runs } = await createBuilder(options).buildOnce();
  expect(runs.filter(({ error }) => error !== '')).toEqual([]);
};

describe('a plan', () => {
  it('MooseStack 1 · is empty for an unchanged project: after a build, a restart, another layout, comments moved', async () => {
    await begin({
      'seeds/dim_shop.csv': fixtureFiles['seeds/dim_shop.csv']!,
      'dim/dim_sku.sql': fixtureFiles['dim/dim_sku.sql']!,
      'ads/ads_region.sql':
        '-- kind: table\nselect sku, {as_of:Date} as day, {reporting_currency:String} as c from dim_sku',
    });
    const first = await plan();
    expect(new Set(first.models.map(({ change }) => change))).toEqual(new Set(['added']));
    await build();
    const nothing = { models: [], problems: [] };
    expect(await plan()).toEqual(nothing);
    await createBuilder(options).rebuild('dwd_line');
    expect(await plan()).toEqual(nothing);
    const text = lines(1);
    const moved = text
      .replace('-- Order lines.\n', '-- Order\n')
      .replace('-- per: order_id\n', '')
      .replace('-- checks: unique(grain)', '-- checks:  unique(grain)\n-- per: order_id')
      .replace('-- Order\n', '--  Order lines.\n')
      .replace(
        'select order_id, lines_index,',
        'SELECT /* moved */\n  order_id,\n  lines_index, -- which\n  ',
      )
      .replace(' -- which', '');
    await project.write('dwd/dwd_line.sql', `${moved}\n`);
    await project.write('seeds/dim_shop.csv', fixtureFiles['seeds/dim_shop.csv']!.replaceAll('\n', '\r\n'));
    expect(await plan()).toEqual(nothing);
    const { runs } = await createBuilder(options).buildOnce();
    expect(runs.filter(({ action }) => action === 'build')).toEqual([]);
    expect(await plan()).toEqual(nothing);
  });

  it('tells columns, what breaks whom, what is rebuilt, and what it costs', async () => {
    await begin();
    await build();
    await project.write(
      'dwd/dwd_line.sql',
      lines(1).replace('qty * 1 as qty', "toString(qty) as qty, 'x' as more").replace(', sku', ''),
    );
    await project.write('ads/ads_line.sql', '-- owner: ann\nselect qty from dwd_line');
    await project.write('ads/ads_new.sql', '-- kind: table\nselect count() as n from dwd_line');
    await rm(join(project.directory, 'dws/dws_day.sql'));
    const consumers = [
      {
        kind: 'metric' as const,
        name: 'units',
        reads: [{ kind: 'model' as const, name: 'dwd_line', column: 'qty' }],
      },
    ];
    const { models, problems } = await createBuilder(options).plan(consumers);
    expect(problems).toEqual([]);
    const of = (name: string) => models.find(({ model }) => model === name)!;
    expect(of('dwd_line')).toMatchObject({
      ...{ change: 'changed', because: ['sql'], rebuild: { partitions: 2, rows: 2 } },
      columns: {
        added: [{ name: 'more', type: 'String' }],
        removed: [{ name: 'sku', type: 'String' }],
        retyped: [{ name: 'qty', to: 'String' }],
      },
      breaking: [
        {
          breaks: [
            { kind: 'model', name: 'ads_line' },
            { kind: 'metric', name: 'units' },
          ],
        },
      ],
      downstream: [{ model: 'ads_line' }, { model: 'ads_new' }],
    });
    expect(of('dwd_line').cost!.rows).toBeGreaterThan(0);
    expect(of('ads_new')).toMatchObject({ change: 'added', breaking: [] });
    expect(of('dws_day')).toMatchObject({ change: 'removed', rebuild: { partitions: 2, rows: 2 } });
    expect(of('ads_line')).toMatchObject({ change: 'changed', because: ['sql', 'owner'] });
  });

  it('tells every problem at once, and what is only said of a model as such', async () => {
    await begin();
    await build();
    await project.write('dwd/dwd_line.sql', lines(1).replace('-- grain', '-- owner: ann\n-- grain'));
    await project.write('ads/ads_a.sql', 'select nothing from nowhere');
    await project.write('ads/ads_b.sql', '-- kind: tabel\nselect 1 as one');
    const { models, problems } = await plan();
    expect(
      models.map(({ model, change, because, rebuild }) => [model, change, because, rebuild.rows]),
    ).toEqual([['dwd_line', 'described', ['owner'], 0]]);
    expect(problems.map(({ at }) => at?.replace(/^.*ads\//, ''))).toEqual(['ads_b.sql:1', 'ads_a.sql:1']);
    await build().catch(() => undefined);
    expect((await plan()).models).toEqual([]);
  });

  it('says why a model is not as its file: it failed, or was rolled back', async () => {
    await begin();
    await build();
    await project.write('dwd/dwd_line.sql', lines(2).replace('unique(grain)', 'accepted(sku, k9)'));
    await createBuilder(options).buildOnce();
    expect((await plan()).models[0]).toMatchObject({
      model: 'dwd_line',
      held: expect.stringMatching(/accepted\(sku, k9\)/),
    });
    await project.write('dwd/dwd_line.sql', lines(2));
    await build();
    await createBuilder(options).rollback('dwd_line');
    expect((await plan()).models[0]).toMatchObject({ model: 'dwd_line', held: 'It was rolled back.' });
  });
});
