import type { MetricAnswer } from '../query.ts';
import type { Rate } from './sample.ts';

/** The money arithmetic of the tests, written another way than the platform's: whole numbers of 10^-24. */
export function exchange(rates: readonly Rate[], kind = 'spot') {
  const known = new Map(
    rates
      .filter((rate) => rate.kind === kind)
      .map((rate) => [`${rate.rate_date} ${rate.base} ${rate.quote}`, rate.rate]),
  );
  return (amount: bigint, day: string, base: string, quote: string): bigint => {
    if (base === quote) return amount * 10n ** 18n;
    const rate = known.get(`${day} ${base} ${quote}`);
    if (rate === undefined) throw new Error(`no rate ${day} ${base} ${quote}`);
    return amount * rate;
  };
}

/** 10^-24 as text with so many digits, half to even. */
export function shown(value: bigint, digits: number): string {
  const unit = 10n ** BigInt(24 - digits);
  const size = value < 0n ? -value : value;
  const [whole, rest] = [size / unit, size % unit];
  const up = rest * 2n > unit || (rest * 2n === unit && whole % 2n === 1n);
  const text = (whole + (up ? 1n : 0n)).toString().padStart(digits + 1, '0');
  const sign = value < 0n ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Sums by key. */
export function sumsBy<Item>(
  items: readonly Item[],
  key: (item: Item) => string,
  value: (item: Item) => bigint,
): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const item of items) sums.set(key(item), (sums.get(key(item)) ?? 0n) + value(item));
  return sums;
}

/** An answer as rows, and one column of it by the keys before it. */
export function rowsOf(answer: MetricAnswer): Record<string, string | number | null>[] {
  return Array.from({ length: answer.rowCount }, (_, index) =>
    Object.fromEntries(answer.columns.map(({ name, values }) => [name, values[index] ?? null])),
  );
}

export function columnBy(answer: MetricAnswer, keys: readonly string[], name: string): Map<string, unknown> {
  return new Map(rowsOf(answer).map((row) => [keys.map((key) => row[key]).join(' '), row[name]]));
}
