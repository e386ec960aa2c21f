import { Box } from '@mui/material';
import { useMemo } from 'react';
import { useLocaleState, useRecordContext, useTranslate } from 'react-admin';
import type { MetricQueryInput, MetricResult } from '#client';
import { Chart } from '../../charts/chart.tsx';
import type { ChartSpec } from '../../charts/chart-spec.ts';
import { useFormats } from '../../fields/formats.ts';
import { columnNamed, numbersOf, valuesOf } from '../../metrics/metric-answer.ts';
import { timeLabels } from '../../metrics/time-label.ts';
import { useMetrics } from '../../metrics/use-metrics.ts';
import { Panel } from '../../record/panel.tsx';
import { gateway } from '../../root/gateway.ts';

const dayMs = 86_400_000;
const height = 250;

/** Units sold by day over eight weeks, and what the newest forecast expects of the next four, beside its baseline. */
export function DemandChart() {
  const translate = useTranslate();
  const formats = useFormats();
  const [language] = useLocaleState();
  const sku = useRecordContext()?.sku as string | undefined;
  const questions = useMemo(() => (sku ? questionsOf(sku, gateway.now()) : undefined), [sku]);
  const sold = useMetrics(questions?.sold, 60_000);
  const expected = useMetrics(questions?.expected, 60_000);
  const spec = useMemo((): ChartSpec | undefined => {
    const [past, future] = [byDay(sold.data, 'units'), byDay(expected.data, 'forecast_units')];
    const baseline = byDay(expected.data, 'forecast_baseline_units');
    const days = [...new Set([...past.keys(), ...future.keys()])].sort();
    if (days.length === 0) return undefined;
    const label = timeLabels(days, language);
    const over = (values: Map<string, number | null>) => days.map((day) => values.get(day) ?? null);
    return {
      kind: 'line',
      labels: days.map(label),
      series: [
        { name: translate('record.sold'), values: over(past) },
        { name: translate('record.expected'), values: over(future), expected: true },
        { name: translate('record.baseline'), values: over(baseline), reference: true },
      ],
      format: (value) => formats.number(value, { digits: 1 }),
      formatShort: (value) => formats.number(value, { compact: true }),
    };
  }, [sold.data, expected.data, language, translate, formats]);
  const title = translate('record.demand');
  const failure = sold.error ?? expected.error;
  return (
    <Panel title={title} aside={expected.data?.rowCount === 0 ? translate('record.no_forecast') : undefined}>
      {spec ? (
        <Chart spec={spec} height={height} label={title} />
      ) : (
        <Box sx={{ height, color: 'text.secondary' }}>{failure?.message}</Box>
      )}
    </Panel>
  );
}

function questionsOf(sku: string, now: number): Record<'sold' | 'expected', MetricQueryInput> {
  const day = (offset: number) => new Date(now + offset * dayMs).toISOString().slice(0, 10);
  const where = { dimension: { name: 'sku', eq: sku } };
  return {
    sold: { metrics: ['units'], time: { from: day(-56), to: day(0), grain: 'DAY' }, where },
    expected: {
      metrics: ['forecast_units', 'forecast_baseline_units'],
      time: { from: day(-1), to: day(29), grain: 'DAY' },
      where,
    },
  };
}

function byDay(answer: MetricResult | undefined, metric: string): Map<string, number | null> {
  const days = columnNamed(answer, 'time');
  const figures = numbersOf(columnNamed(answer, metric));
  return new Map((days ? valuesOf(days) : []).map((day, row) => [String(day), figures[row] ?? null]));
}
