import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../deploy/testing/database.ts';
import { readFeatureSql } from '../scoring/feature-sql.ts';
import { addDays, handMadeSales, type SalesRow, writeHandMade } from '../testing/hand-made-sales.ts';

const asOf = '2026-11-12'; // a Thursday
const sales = handMadeSales(asOf);
const age = ({ business_day }: SalesRow) => (Date.parse(asOf) - Date.parse(business_day)) / 86_400_000;
const sum = (rows: readonly SalesRow[], of: (row: SalesRow) => number = ({ units }) => units) =>
  rows.reduce((total, row) => total + of(row), 0);

type Features = { sku: string; channel: string; horizon: number } & Record<string, number>;

let database: TestDatabase;
let found: Features[];
let sql: string;

beforeAll(async () => {
  database = await testDatabase('features');
  await writeHandMade(database.warehouse, sales, asOf);
  sql = `${await readFeatureSql('ftr_demand')} order by sku, channel, horizon`;
  found = await database.warehouse.rows<Features>(sql, { as_of: asOf });
});
afterAll(() => database.drop());

/** What ftr_demand says, computed another way: by filtering the rows it was made of. */
function expected(sku: string, channel: string, horizon: number): Record<string, number> {
  const all = sales.filter((row) => age(row) < 460);
  const own = all.filter((row) => row.sku === sku && row.channel === channel);
  const recent = (days: number) => sum(own.filter((row) => age(row) < days));
  const categoryOf = (each: string) => (each === 'C3' ? 'Toys' : 'Home');
  const kind = new Map<string, { units: number; days: number }>();
  for (const row of all.filter((each) => age(each) < 91 && each.channel === channel)) {
    if (categoryOf(row.sku) !== categoryOf(sku)) continue;
    const { units, days } = kind.get(row.sku) ?? { units: 0, days: 0 };
    kind.set(row.sku, { units: units + row.units, days: Math.max(days, age(row) + 1) });
  }
  const kindLevel =
    [...kind.values()].reduce((total, { units }) => total + units, 0) /
    [...kind.values()].reduce((total, { days }) => total + days, 0);
  const days = Math.max(...own.filter((row) => age(row) < 91).map(age)) + 1;
  const level =
    (0.4 * recent(91) + (0.6 * 91 * recent(28)) / 28 + 7 * kindLevel) /
    (0.4 * days + 0.6 * 91 * Math.min(1, days / 28) + 7);
  const targetDay = addDays(asOf, horizon);
  const weekday = ((new Date(targetDay).getUTCDay() + 6) % 7) + 1;
  const weekdayOf = (row: SalesRow) => ((new Date(row.business_day).getUTCDay() + 6) % 7) + 1;
  const naiveDay = addDays(targetDay, -7 * Math.ceil(horizon / 7));
  const year = all.filter((row) => row.channel === channel && row.business_day === addDays(targetDay, -364));
  const yearMean = all.filter((row) => row.channel === channel && age(row) >= 364 && age(row) < 392);
  const perCountry = ['US', 'DE'].map((country) => {
    const rows = own.filter((row) => row.country === country && age(row) < 91);
    const week = rows.filter((row) => age(row) < 7);
    const price = (part: readonly SalesRow[]) => sum(part, (row) => row.gross_amount) / sum(part);
    const used = sum(week) > 0 ? week : rows;
    return { weight: sum(rows), ratio: rows.length > 0 ? price(used) / price(rows) : 0 };
  });
  const weights = perCountry.reduce((total, { weight }) => total + weight, 0);
  return {
    level,
    baseline: sum(own.filter((row) => row.business_day === naiveDay)),
    ratio_7: recent(7) / 7 / level,
    ratio_91: recent(91) / 91 / level,
    weekday_ratio: sum(own.filter((row) => age(row) < 56 && weekdayOf(row) === weekday)) / 8 / level,
    days_since_sale: Math.min(...own.map(age)),
    selling_days_28: new Set(own.filter((row) => age(row) < 28).map((row) => row.business_day)).size / 28,
    price_ratio: perCountry.reduce((total, { weight, ratio }) => total + (weight * ratio) / weights, 0),
    channel_season_ratio: sum(year) / (sum(yearMean) / 28),
    weekday,
    black_friday_distance: Math.max(-15, Math.min(15, horizon - 15)), // 27 November 2026
    sold_out_counts: sku === 'B2' ? 1 : 0,
    launch_age: sku === 'C3' ? 20 + horizon : 1_000,
  };
}

describe('ftr_demand', () => {
  it('has a row for each series and each of the next 28 days', () => {
    expect(found).toHaveLength(3 * 2 * 28);
    expect(new Set(found.map(({ sku, channel, horizon }) => `${sku} ${channel} ${horizon}`)).size).toBe(168);
  });

  it('equals what filtering its rows gives', () => {
    for (const row of found) {
      const values = expected(row.sku, row.channel, row.horizon);
      for (const [name, value] of Object.entries(values)) {
        const where = `${name} of ${row.sku} in ${row.channel}, ${row.horizon} days ahead`;
        expect(row[name], where).not.toBeNull();
        expect(Number(row[name]), where).toBeCloseTo(value, 9);
      }
    }
  });

  it('compares spend with its own usual height, and says nothing where there is none', () => {
    const usual = (175 * 10 + 7 * 20) / 182;
    for (const { channel, ad_ratio_7, ad_ratio_28 } of found) {
      if (channel === 'shopify') expect([ad_ratio_7, ad_ratio_28]).toEqual([null, null]);
      else {
        expect(ad_ratio_7).toBeCloseTo(20 / usual, 9);
        expect(ad_ratio_28).toBeCloseTo((7 * 20 + 21 * 10) / 28 / usual, 9);
      }
    }
  });

  it('does not see the day after', async () => {
    const future = sales
      .filter((row) => age(row) < 10)
      .map((row) => ({ ...row, business_day: addDays(row.business_day, 10), units: row.units * 50 }));
    await database.warehouse.insertRows('dws_trd_sku_channel_1d', future);
    expect(await database.warehouse.rows<Features>(sql, { as_of: asOf })).toEqual(found);
  });
});
