import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { backtestReport } from './backtest-report.ts';

const shipped = fileURLToPath(new URL('../registry', import.meta.url));
const fixture = fileURLToPath(new URL('../testing/registry', import.meta.url));

describe('backtestReport', () => {
  it('shows the shipped model ahead of every baseline, by day and over 28 days, without much bias', async () => {
    const { origins, rows, quantiles } = await backtestReport(shipped);
    expect(origins.length).toBeGreaterThanOrEqual(3);
    const sources = [...new Set(rows.map(({ source }) => source))];
    expect(sources).toEqual(['full history', 'young installation']);
    for (const source of sources) {
      const of = (forecast: string) =>
        rows.find((row) => row.source === source && row.forecast === forecast)!;
      const model = of('model_mean');
      for (const baseline of ['seasonal_naive', 'ses', 'seasonal_es'].map(of)) {
        expect(model.wape, `${source}: ${baseline.forecast}`).toBeLessThan(baseline.wape);
        expect(model.wape28, `${source}: ${baseline.forecast}`).toBeLessThan(baseline.wape28);
      }
      expect(Math.abs(model.bias)).toBeLessThan(0.05);
      expect(quantiles[source]!.coverage_p90).toBeGreaterThan(0.87);
      expect(quantiles[source]!.coverage_p90).toBeLessThan(0.93);
    }
  });

  it('says so where no demand model is served', async () => {
    await expect(backtestReport(fixture)).rejects.toMatchObject({ code: 'FORECAST_MODEL_UNKNOWN' });
  });
});
