import type { CheckRule } from './model.ts';
import { splits, word } from './value-list.ts';

const units: Readonly<Record<string, number>> = { min: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration such as `30 min`, `2 h` or `1 d`, in ms. */
export function withinMs(text: string): number | undefined {
  const [, count, unit] = /^(\d{1,6})\s*(min|h|d)$/.exec(text) ?? [];
  return unit === undefined ? undefined : Number(count) * units[unit]!;
}

const bound = String.raw`(\d[\d_]*)(%?)`;
const range = new RegExp(
  String.raw`^(?:>=\s*${bound}|<=\s*${bound}|${bound}\s*\.\.\s*${bound})(?:\s+of\s+(\d{1,3})\s*d)?$`,
);

/**
 * How many rows there may be: `>= 1`, `<= 100`, `1..5_000`; shares of the days before as `50%..200% of 7d`.
 *
 * @example
 * rowsRule('>= 50% of 7d') // { kind: 'rows', atLeast: 0.5, atMost: Infinity, ofDays: 7 }
 */
export function rowsRule(text: string): CheckRule | undefined {
  const match = range.exec(text);
  if (!match) return undefined;
  const [, least, leastSign, most, mostSign, from, fromSign, to, toSign, days] = match;
  const signs = [leastSign, mostSign, fromSign, toSign].filter((sign) => sign !== undefined);
  const ofDays = days === undefined ? undefined : Number(days);
  if (ofDays === 0 || signs.some((sign) => (sign === '%') !== (ofDays !== undefined))) return undefined;
  const scale = ofDays === undefined ? 1 : 100;
  const number = (digits: string | undefined) =>
    digits === undefined ? undefined : Number(digits.replaceAll('_', '')) / scale;
  const atLeast = number(least ?? from) ?? 0;
  const atMost = number(most ?? to) ?? Number.POSITIVE_INFINITY;
  return atLeast > atMost ? undefined : { kind: 'rows', atLeast, atMost, ofDays };
}

/**
 * An own aggregate and that of another model, with what they may differ by.
 *
 * @example
 * reconcileRule('sum(amount) = dws_day.sum(amount) within 0.5%')
 */
export function reconcileRule(text: string): CheckRule | undefined {
  const [equals] = splits(text, '=');
  if (equals === undefined) return undefined;
  const own = text.slice(0, equals).trim();
  const match = /^([A-Za-z_]\w*)\.(.+?)(?:\s+within\s+(\d+(?:\.\d{1,18})?)(%?))?$/s.exec(
    text.slice(equals + 1).trim(),
  );
  const [, model, other, within = '0', percent] = match ?? [];
  if (own === '' || model === undefined || other === undefined || !word.test(model)) return undefined;
  return { kind: 'reconcile', own, model, other, within, isShare: percent === '%' };
}
