import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { MetricQueryInput } from '#client';
import { gateway } from '../root/gateway.ts';
import { type MetricsAnswer, metricsDocument } from './metric-answer.ts';

/** Asks for figures and asks again every `refreshMs`; keeps the last answer on screen meanwhile. */
export function useMetrics(input: MetricQueryInput | undefined, refreshMs = 30_000) {
  return useQuery({
    queryKey: ['metrics', input],
    enabled: input !== undefined,
    queryFn: async ({ signal }) =>
      (await gateway.query<MetricsAnswer>(metricsDocument, { input }, { signal })).metrics,
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
    retry: false,
  });
}
