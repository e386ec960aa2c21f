import type { Column, Formats } from '#client';

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
    return formats.money(
      value,
      column.currency,
      compact ? { compact } : { digits: smallMoney(value) ? 2 : 0 },
    );
  if (compact) return formats.number(value, { compact });
  return formats.number(value, { digits: column.type === 'INT' ? 0 : 2 });
}

/** Amounts below a thousand are read to the cent, such as an average order. */
function smallMoney(value: string | number): boolean {
  return Math.abs(Number(value)) < 1_000;
}
