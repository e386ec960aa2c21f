import type { Column, MetricQueryInput, MetricResult } from '#client';

export const metricsDocument = `query metrics($input: MetricQueryInput!) {
  metrics(input: $input) {
    columns { name kind type unit currency strings numbers decimals }
    rowCount
    truncated
    totals { name value }
    freshness { watermark ageSeconds models }
    cost { rowsRead bytesRead elapsedMs queryId }
  }
}`;

export type MetricsAnswer = { metrics: MetricResult };
export type MetricsVariables = { input: MetricQueryInput };

/** The values of a column, whichever leaf they came in. */
export function valuesOf(column: Column): readonly (string | number | null)[] {
  return column.strings ?? column.decimals ?? column.numbers ?? [];
}

export function columnNamed(answer: MetricResult | undefined, name: string): Column | undefined {
  return answer?.columns.find((column) => column.name === name);
}

/** The first value of a column, for answers of one row. */
export function firstValue(answer: MetricResult | undefined, name: string): string | number | null {
  const column = columnNamed(answer, name);
  return column ? (valuesOf(column)[0] ?? null) : null;
}
