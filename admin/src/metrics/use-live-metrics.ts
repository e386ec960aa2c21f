import { useEffect, useState } from 'react';
import type { MetricQueryInput, MetricResult } from '#client';
import { gateway } from '../root/gateway.ts';
import { liveMetricsDocument, type MetricsAnswer } from './metric-answer.ts';

type Live = { data: MetricResult | undefined; error: Error | null };

/** Figures that the gateway sends anew whenever what they are made of advances; the last good ones stay meanwhile. */
export function useLiveMetrics(input: MetricQueryInput): Live {
  const [live, setLive] = useState<Live>({ data: undefined, error: null });
  const question = JSON.stringify(input);
  useEffect(
    () =>
      gateway.subscribe<MetricsAnswer>(
        liveMetricsDocument,
        { input: JSON.parse(question) },
        {
          next: ({ metrics }) => setLive({ data: metrics, error: null }),
          error: (error) => setLive(({ data }) => ({ data, error })),
        },
      ),
    [question],
  );
  return live;
}
