import type { Column, Formats } from '#client';

/** A value of a metric column as a reader wants it: money in its currency, ratios as percent, times by grain. */
export function formatValue(column: Column, value: string | number | null, formats: Formats): string {
  if (value === null || value === undefined) return '–';
  if (column.kind === 'DIMENSION')
    return column.name === 'country' ? formats.countryName(String(value)) : String(value);
  if (column.kind === 'TIME') return formats.date(value);
  if (column.name.endsWith('_ratio')) return formats.percent(value, { signed: true });
  if (column.unit === 'money' && column.currency) return formats.money(value, column.currency, { digits: 0 });
  if (column.unit === 'percent') return formats.percent(value);
  return formats.number(value, { digits: column.type === 'INT' ? 0 : 2 });
}
