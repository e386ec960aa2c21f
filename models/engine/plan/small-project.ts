import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { Warehouse } from '#warehouse';
import type { BuilderOptions } from '../builder/builder.ts';
import { fixtureSources } from '../history-fixture.ts';

/** Order lines whose quantity is multiplied, so that each version of the model is known by its figures. */
export const lines = (factor: number, more = '') => `-- Order lines.
-- kind: incremental by day
-- per: order_id
-- grain: order_id, lines_index
-- checks: unique(grain)
select order_id, lines_index, toDate(placed_at) as day, sku, qty * ${factor} as qty${more} from ods_order_lines`;

const files = {
  'dwd/dwd_line.sql': lines(1),
  'dws/dws_day.sql': `-- Quantities of a day.
-- kind: incremental by day
-- reads: dwd_line same
-- grain: day
select day, sum(qty) as qty, count() as line_count from dwd_line group by day`,
  'ads/ads_line.sql': 'select sku, sum(qty) as qty from dwd_line group by sku',
};

/** A small project of three models in a folder of its own, for tests of how models change. */
export async function smallProject(more: Readonly<Record<string, string>> = {}): Promise<{
  directory: string;
  write(path: string, text: string): Promise<void>;
}> {
  const directory = await mkdtemp(join(tmpdir(), 'entrepot-models-'));
  const write = async (path: string, text: string) => {
    await mkdir(join(directory, path, '..'), { recursive: true });
    await writeFile(join(directory, path), text);
  };
  for (const [path, text] of Object.entries({ ...files, ...more })) await write(path, text);
  return { directory, write };
}

export function smallOptions(warehouse: Warehouse, directory: string): BuilderOptions {
  return {
    ...{ warehouse, directory, odsSources: fixtureSources, settings: { reportingCurrency: 'USD' } },
    ...{ log: pino({ level: 'silent' }), clock: () => new Date() },
  };
}

/** An order of one line as it is delivered. */
export const order = (id: string, version: number, day: string, qty: number, sku = 'k1') => ({
  ...{ table: 'ods_order', id, version },
  body: {
    ...{ order_id: id, shop_id: 's1', placed_at: `${day}T10:00:00.000Z` },
    ...{ 'lines.sku': [sku], 'lines.qty': [String(qty)], 'lines.amount': ['10'] },
  },
});
