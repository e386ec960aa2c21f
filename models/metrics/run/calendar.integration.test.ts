import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MetricQuery } from '../query.ts';
import { exchange, rowsOf } from './oracle.ts';
import { shiftDays } from './shape-oracle.ts';
import { openSample, sample } from './testing/calendar-database.ts';
import { cellsOf, sales, type Variant, variantsOf } from './testing/calendar-expected.ts';
import { displayed, type Figure, figureOf, type Row, rowsOfSample } from './testing/calendar-oracle.ts';
import { question } from './testing/calendar-question.ts';

const spot = exchange(sample.rates);

let opened: Awaited<ReturnType<typeof openSample>>;

beforeAll(async () => {
  opened = await openSample('calendars', { computesDays: true });
});

afterAll(() => opened.drop());

/** Compares a row of an answer (or its totals) with what its base rows say. */
function checkRow(
  got: Readonly<Record<string, unknown>>,
  cell: Map<string, Row[] | 'nothing to compare'>,
  query: MetricQuery,
  variants: readonly Variant[],
) {
  const { mode = 'reporting', code = 'CNY' } = query.currency ?? {};
  const digits = mode === 'functional' && got.functional_currency === 'JPY' ? 0 : 2;
  for (const metric of query.metrics) {
    const figures = variants.map(({ suffix }): Figure => {
      const rows = cell.get(suffix) ?? [];
      return rows === 'nothing to compare'
        ? null
        : figureOf(metric, rows, mode === 'functional' ? mode : code, spot);
    });
    for (const [index, { suffix, stem }] of variants.entries()) {
      const label = `${metric}${suffix}`;
      expect(near(got[label]), label).toEqual(near(displayed(metric, figures[index]!, digits)));
      if (stem === undefined) continue;
      const [now, then] = [figures[0]!, figures[index]!];
      const delta =
        now === null || then === null
          ? null
          : typeof now === 'bigint'
            ? now - (then as bigint)
            : now - Number(then);
      expect(near(got[`${metric}${stem}_delta`])).toEqual(near(displayed(metric, delta, digits)));
      const ratio = delta === null || Number(then) === 0 ? null : Number(delta) / Math.abs(Number(then));
      expect(near(got[`${metric}${stem}_ratio`])).toEqual(near(ratio));
    }
  }
}

/** Quotients have no last digit; everything else is compared as it is. */
function near(value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? value.toPrecision(9) : value;
}

describe('figures by any calendar, against several periods', () => {
  it('equal what the base rows say, row by row and in total', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (query) => {
        const days = query.time.campaign
          ? { from: sales[2].from, to: shiftDays(sales[2].to, 1) }
          : { from: query.time.from!, to: query.time.to! };
        const rows = rowsOfSample(sample, query.time.timeZone!, query.metrics).filter(
          ({ dimensions }) => !query.where || dimensions.shop_id !== 'us',
        );
        const variants = variantsOf(query, days);
        const cells = cellsOf(query, days, rows, variants);
        // Sums over all entities are in several functional currencies, and refused.
        const totals = query.currency?.mode !== 'functional';
        const answer = await opened.ask({ ...query, totals });
        const keys = [...(query.time.grain ? ['time'] : []), ...(query.dimensions ?? [])];
        const first = Date.parse(days.from);
        const idOf = (row: Readonly<Record<string, unknown>>) => {
          const time =
            query.time.grain === 'campaign_day' ? dayText(first, Number(row.time)) : (row.time ?? '');
          return JSON.stringify([time, ...(query.dimensions ?? []).map((name) => row[name])]);
        };
        const got = new Map(rowsOf(answer).map((row) => [idOf(row), row]));
        expect([...got.keys()].sort(), keys.join()).toEqual([...cells.keys()].sort());
        for (const [id, cell] of cells) checkRow(got.get(id)!, cell, query, variants);
        if (!totals) return;
        const whole = {
          ...query,
          dimensions: [],
          time: { ...query.time, grain: undefined },
        } as unknown as MetricQuery;
        const [all] = cellsOf(whole, days, rows, variants).values();
        checkRow(answer.totals!, all!, query, variants);
      }),
      { numRuns: 40, seed: 3 },
    );
  });
});

function dayText(first: number, number: number): string {
  return new Date(first + (number - 1) * 86_400_000).toISOString().slice(0, 10);
}
