import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contracts, migrateTables, type OutgoingEvent, odsSources } from '#ingestion';
import {
  type Catalogue,
  createBuilder,
  describeModels,
  loadCatalogue,
  loadProject,
  runMetricQuery,
} from '#models';
import { modelsDir } from '../../platform/folders.ts';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { createDeliveries, type Delivery } from '../../testing/deliveries.ts';
import { samplesDir } from '../../testing/samples.ts';
import { replay } from './index.ts';

const samples = samplesDir();
const log = pino({ level: 'silent' });
let database: TestDatabase;
let catalogue: Catalogue;

describe.skipIf(samples === undefined)('replay online-retail', () => {
  beforeAll(async () => {
    database = await testDatabase('online_retail');
    const { warehouse } = database;
    await migrateTables(warehouse, contracts);
    const deliver = createDeliveries(warehouse);
    const publish = (events: readonly OutgoingEvent[]) =>
      deliver(events.map((event) => ({ ...event, version: Number(event.version) })) as Delivery[]);
    await replay('online-retail', { samplesDir: samples!, log, producer: { publish } });
    const builder = createBuilder({
      ...{ warehouse, directory: modelsDir, odsSources: odsSources(contracts), log },
      ...{ settings: { reportingCurrency: 'CNY' }, clock: () => new Date('2012-01-01T00:00:00Z') },
    });
    await builder.buildOnce();
    const project = await loadProject(modelsDir);
    catalogue = await loadCatalogue(join(modelsDir, 'metrics'), project, await describeModels(warehouse));
  }, 600_000);
  afterAll(() => database?.drop());

  /** Thousandths of a pound by key, from the file and nothing else. */
  function fromFile(key: (row: Record<string, string>) => string) {
    const rows = parse<Record<string, string>>(
      gunzipSync(readFileSync(join(samples!, 'data/online-retail/online_retail.csv.gz'))),
      { columns: true },
    );
    const sums = new Map<string, { gross: number; cancelled: number }>();
    for (const row of rows) {
      const value = Number(row.Quantity) * Math.round(Number(row.UnitPrice) * 1_000);
      const sum = sums.get(key(row)) ?? { gross: 0, cancelled: 0 };
      if (row.InvoiceNo!.startsWith('C')) sum.cancelled -= value;
      else sum.gross += value;
      sums.set(key(row), sum);
    }
    return sums;
  }

  async function fromMetrics(column: string, by: { grain?: 'month'; dimensions?: string[] }) {
    const { columns } = await runMetricQuery(
      database.reader,
      catalogue,
      {
        metrics: ['gross_sales', 'cancelled_sales', 'net_sales'],
        ...(by.dimensions ? { dimensions: by.dimensions } : {}),
        time: {
          from: '2010-12-01',
          to: '2012-01-01',
          timeZone: 'Europe/London',
          ...(by.grain ? { grain: by.grain } : {}),
        },
        where: { dimension: 'shop_id', eq: 'online_retail_uk' },
        currency: { mode: 'transaction' },
      },
      { id: 'e', role: 'executive', claims: { profit_centers: ['*'], shops: ['*'] } },
      { now: new Date('2012-01-01T00:00:00Z'), reportingCurrency: 'CNY' },
    );
    const values = (name: string) => columns.find((each) => each.name === name)!.values.map(String);
    const [keys, gross, cancelled, net] = [column, 'gross_sales', 'cancelled_sales', 'net_sales'].map(values);
    return new Map(
      keys!.map((key, index) => [key, [gross![index], cancelled![index], net![index]].join(' ')]),
    );
  }

  /** Half to even, as money is shown. */
  const pence = (thousandths: number) => {
    const [whole, rest] = [Math.floor(thousandths / 10), ((thousandths % 10) + 10) % 10];
    const rounded = whole + (rest > 5 || (rest === 5 && Math.abs(whole) % 2 === 1) ? 1 : 0);
    return (rounded / 100).toFixed(2);
  };

  const shown = (sums: ReturnType<typeof fromFile>) =>
    new Map(
      [...sums]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, { gross, cancelled }]) => [
          key,
          [gross, cancelled, gross - cancelled].map(pence).join(' '),
        ]),
    );

  it('gives gross, cancelled and net sales of each month to the penny', async () => {
    const expected = shown(fromFile((row) => `${row.InvoiceDate!.slice(0, 7)}-01`));
    expect(expected.size).toBe(13);
    expect(await fromMetrics('time', { grain: 'month' })).toEqual(expected);
  });

  it('gives them of each country to the penny', async () => {
    const expected = shown(fromFile((row) => row.Country!));
    expect(expected.size).toBe(38);
    expect(await fromMetrics('country_raw', { dimensions: ['country_raw'] })).toEqual(expected);
  });
});
