import type { Column, MetricQueryInput, MetricResult } from '#client';

const selection = `{
    columns { name kind type unit currency strings numbers decimals }
    rowCount
    truncated
    freshness { watermark ageSeconds models }
    cost { rowsRead elapsedMs }
  }`;

export const metricsDocument = `query metrics($input: MetricQueryInput!) {
  metrics(input: $input) ${selection}
}`;

export const liveMetricsDocument = `subscription liveMetrics($input: MetricQueryInput!) {
  metrics(input: $input) ${selection}
}`;

export type MetricsAnswer = { metrics: MetricResult };
export type MetricsVariables = { input: MetricQueryInput };

/** The values of a column, whichever leaf they came in. */
export function valuesOf(column: Column): readonly (string | number | null)[] {
  return column.strings ?? column.decimals ?? column.numbers ?? [];
}

/** The values of a column as numbers, for drawing; a decimal's last digits do not show in a chart. */
export function numbersOf(column: Column | undefined): (number | null)[] {
  return column ? valuesOf(column).map((value) => (value === null ? null : Number(value))) : [];
}

export function columnNamed(answer: MetricResult | undefined, name: string): Column | undefined {
  return answer?.columns.find((column) => column.name === name);
}

/** The first value of a column, for answers of one row. */
export function firstValue(answer: MetricResult | undefined, name: string): string | number | null {
  const column = columnNamed(answer, name);
  return column ? (valuesOf(column)[0] ?? null) : null;
}
