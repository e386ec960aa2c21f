import { EntrepotError } from '#errors';
import { decimal, toMinorUnit } from '#warehouse';
import type { CompiledColumn, CompiledQuery } from '../compile/compile.ts';
import type { MetricColumn } from '../query.ts';

type Value = string | number | boolean | null;
export type Row = Readonly<Record<string, Value | string[]>>;

/** Refuses figures that would be wrong: amounts without a rate, and sums over several currencies. */
export function refuseUnsound(rows: readonly Row[], compiled: CompiledQuery): void {
  const missing = rows.find((row) => Number(row.__missing) > 0);
  if (missing) {
    const { rate } = compiled.currency;
    throw new EntrepotError(
      'CURRENCY_UNKNOWN',
      `There is no ${rate} rate from ${missing.__missing_example}.`,
      {
        asked: String(missing.__missing_example),
        available: ['currency: {mode: TRANSACTION}', 'a rate of another kind', 'a shorter time'],
        fix: 'Load the rates of that time, or ask in the currency of the transactions.',
      },
    );
  }
  const { mode } = compiled.currency;
  const column = currencyColumn(compiled);
  const mixed = rows.find((row) => currenciesOf(row).length > 1)?.__currencies;
  const all = [...new Set(rows.flatMap(currenciesOf))].sort();
  if (mode === 'reporting' || (mixed === undefined && (column !== undefined || all.length <= 1))) return;
  const dimension = mode === 'functional' ? 'functional_currency' : 'currency';
  throw new EntrepotError('QUERY_INVALID', `The figures are in several currencies: ${all.join(', ')}.`, {
    asked: mode,
    available: all,
    fix: `Add «${dimension}» to the dimensions, filter one currency, or use the mode «reporting».`,
  });
}

/** Rows as columns, money rounded for display. */
export function answerColumns(rows: readonly Row[], compiled: CompiledQuery): MetricColumn[] {
  const beside = currencyColumn(compiled);
  const one = beside === undefined ? oneCurrency(rows, compiled) : undefined;
  return compiled.columns.map((column) => ({
    ...column,
    ...(column.unit === 'money' && one !== undefined ? { currency: one } : {}),
    values: rows.map((row) => cellOf(row, column, beside === undefined ? one : String(row[beside]))),
  }));
}

/** The totals of every figure; a time or a dimension has none. */
export function totalsOf(
  row: Row | undefined,
  compiled: CompiledQuery,
): Record<string, string | number | null> {
  const figures = compiled.columns.filter(({ kind }) => kind !== 'time' && kind !== 'dimension');
  const currency = row && oneCurrency([row], compiled);
  return Object.fromEntries(
    figures.map((column) => [column.name, row ? cellOf(row, column, currency) : null]),
  );
}

function cellOf(row: Row, column: CompiledColumn, currency: string | undefined): string | number | null {
  const value = row[column.name];
  if (value === null || value === undefined || Array.isArray(value)) return null;
  if (column.kind === 'time' || column.kind === 'dimension') return String(value);
  if (column.type === 'decimal') return decimalText(String(value), column, currency);
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

function decimalText(value: string, column: CompiledColumn, currency: string | undefined): string {
  const exact = decimal(value);
  if (column.unit !== 'money') return exact.toFixed();
  return currency === undefined ? exact.toFixed() : toMinorUnit(exact, currency);
}

/** The dimension that names the currency of each row, where there is one. */
function currencyColumn({ currency, columns }: CompiledQuery): string | undefined {
  if (currency.mode === 'reporting') return undefined;
  const name = currency.mode === 'functional' ? 'functional_currency' : 'currency';
  return columns.some((column) => column.kind === 'dimension' && column.name === name) ? name : undefined;
}

function oneCurrency(rows: readonly Row[], { currency }: CompiledQuery): string | undefined {
  if (currency.mode === 'reporting') return currency.code;
  return rows.flatMap(currenciesOf)[0];
}

function currenciesOf(row: Row): string[] {
  return Array.isArray(row.__currencies) ? row.__currencies.filter((code) => code !== '') : [];
}
