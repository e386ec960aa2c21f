import type { Column, Formats } from '#client';
import { valuesOf } from './metric-answer.ts';

type Value = string | number | null | undefined;
type Options = { compact?: boolean };

/** A figure as a reader wants it: money in its currency, ratios as percent, counts whole. */
export function formatFigure(
  column: Column,
  value: Value,
  formats: Formats,
  { compact = false }: Options = {},
) {
  if (value === null || value === undefined) return '–';
  if (column.name.endsWith('_ratio')) return formats.percent(value, { signed: true });
  if (column.unit === 'percent') return formats.percent(value);
  if (column.unit === 'money' && column.currency)
    return formats.money(value, column.currency, compact ? { compact } : { digits: moneyDigits(column) });
  if (compact) return formats.number(value, { compact });
  return formats.number(value, { digits: column.type === 'INT' ? 0 : 2 });
}

const digitsOfColumns = new WeakMap<Column, number>();

/** Columns of amounts below a thousand are read to the cent, such as the lines of an order; a column has one precision. */
function moneyDigits(column: Column): number {
  let digits = digitsOfColumns.get(column);
  if (digits === undefined) {
    digits = valuesOf(column).every((value) => Math.abs(Number(value)) < 1_000) ? 2 : 0;
    digitsOfColumns.set(column, digits);
  }
  return digits;
}
