import type { MetricResult } from '#client';

/** A value as the gateway wrote it: decimals are text and keep every digit. */
export type Value = string | number | null;

export type MetricColumn = {
  unit: string | undefined;
  currency: string | undefined;
  values: readonly Value[];
};

/** An answer by what its columns mean. Reading a column the answer does not have gives undefined. */
export type MetricTable = {
  rows: number;
  /** The start of each row's period, ISO 8601; undefined without a grain. */
  times: readonly string[] | undefined;
  dimension(name: string): readonly string[] | undefined;
  metric(name: string): MetricColumn | undefined;
  /** The metric in the period compared with. */
  previous(name: string): MetricColumn | undefined;
};

type WireColumn = MetricResult['columns'][number];

/** Sorts an answer's columns by kind and name. */
export function readTable(result: Pick<MetricResult, 'columns' | 'rowCount'>): MetricTable {
  const columns = new Map(result.columns.map((column) => [column.name, column]));
  const ofKind = (name: string, kind: WireColumn['kind']) => {
    const column = columns.get(name);
    return column?.kind === kind ? column : undefined;
  };
  const time = result.columns.find((column) => column.kind === 'TIME');
  return {
    rows: result.rowCount,
    times: time && texts(time),
    dimension: (name) => {
      const column = ofKind(name, 'DIMENSION');
      return column && texts(column);
    },
    metric: (name) => metricColumn(ofKind(name, 'METRIC')),
    previous: (name) => metricColumn(ofKind(`${name}_previous`, 'COMPARISON')),
  };
}

/** The value as a number for drawing; undefined where there is none. */
export function numeric(value: Value | undefined): number | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function metricColumn(column: WireColumn | undefined): MetricColumn | undefined {
  if (!column) return undefined;
  return {
    unit: column.unit ?? undefined,
    currency: column.currency ?? undefined,
    values: valuesOf(column),
  };
}

function texts(column: WireColumn): readonly string[] {
  return valuesOf(column).map((value) => (value === null ? '' : String(value)));
}

/** Exactly one leaf of a column is filled. */
function valuesOf(column: WireColumn): readonly Value[] {
  return (column.decimals ?? column.numbers ?? column.strings ?? []) as readonly Value[];
}
