import { useMemo } from 'react';
import { useLocaleState } from 'react-admin';
import type { Metric, MetricResult } from '#client';
import type { ChartSpec } from '../charts/chart-spec.ts';
import { useFormats } from '../fields/formats.ts';
import { chartOf } from './answer-chart.ts';
import { useMetricNames } from './metric-names.ts';

/** The chart of an answer in the reader's language, made anew only when the answer or the language changes. */
export function useAnswerChart(
  answer: MetricResult | undefined,
  catalogue: readonly Metric[],
): ChartSpec | undefined {
  const formats = useFormats();
  const [language] = useLocaleState();
  const names = useMetricNames(catalogue);
  // biome-ignore lint/correctness/useExhaustiveDependencies: names follow catalogue and language
  return useMemo(
    () => answer && chartOf(answer, names, formats, language),
    [answer, catalogue, formats, language],
  );
}
