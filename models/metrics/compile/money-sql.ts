import { EntrepotError } from '#errors';
import { moneyScale } from './number-sql.ts';
import type { Branch, Plan } from './plan.ts';
import { type Scope, visible } from './scope.ts';

const amountScale = moneyScale - 18;

/** The currency that amounts of a currency column are to be shown in. */
export function quoteSql(currency: string, plan: Plan, scope: Scope): string {
  const { mode, code } = plan.currency;
  if (mode === 'reporting') return `toString(${plan.bind('String', code)})`;
  if (mode === 'transaction') return `toString(${scope.column(currency)})`;
  try {
    return `toString(${scope.dimension('functional_currency').sql})`;
  } catch (cause) {
    throw new EntrepotError(
      'QUERY_INVALID',
      'A figure belongs to no legal entity, so it has no functional currency.',
      {
        asked: 'functional',
        available: ['transaction', 'reporting'],
        fix: 'Ask in one of the currency modes listed.',
        cause,
      },
    );
  }
}

/**
 * Sums by currency and day become sums in the currency to show: each times its day's rate, exactly, and nothing rounded.
 * Beside them stand how many had no rate, one of these, and the currencies that came out.
 */
export function convertedSql(
  rows: string,
  keys: readonly string[],
  measures: readonly string[],
  branch: Branch,
  plan: Plan,
): string {
  const converted = measures.map(
    (name) =>
      `sum(multiIf(part.base = part.quote, toDecimal256(part.${name}, ${moneyScale}), toDecimal256(toDecimal256(part.${name}, ${amountScale}) * rate.rate, ${moneyScale}))) as ${name}`,
  );
  const anything = measures.map((name) => `part.${name} != 0`).join(' or ');
  const missing = `part.base != part.quote and rate.rate = 0 and (${anything})`;
  return [
    `select ${[
      ...keys.map((key) => `part.${key} as ${key}`),
      ...converted,
      `countIf(${missing}) as missing`,
      `anyIf(concat(part.base, ' to ', part.quote, ' on ', toString(part.rate_day)), ${missing}) as missing_example`,
      `groupUniqArrayIf(part.quote, ${anything}) as currencies`,
    ].join(',\n  ')}`,
    `from (${rows}) as part`,
    `any left join (${ratesSql(branch, plan)}) as rate`,
    '  on rate.rate_date = part.rate_day and rate.base = part.base and rate.quote = part.quote',
    ...(keys.length > 0 ? [`group by ${keys.join(', ')}`] : []),
  ].join('\n');
}

/** Only the rates that can be needed: a join builds a table of its right side, and there are rates of many years. */
function ratesSql({ time, period }: Branch, { currency, today, viewer, bind }: Plan): string {
  // A marketplace's own day is at most one away from the day in UTC.
  const day = (instant: number, days: number) =>
    new Date(instant + days * 86_400_000).toISOString().slice(0, 10);
  const [first, last] = time ? [day(period.from, -2), day(period.to, 2)] : [today, today];
  return [
    'select rate_date, base, quote, rate',
    `from ${visible('dim_fx_rate', undefined, viewer, bind)}`,
    `where kind = ${bind('String', currency.rate)} and rate_date between ${bind('Date', first)} and ${bind('Date', last)}`,
    ...(currency.mode === 'reporting' ? [`  and quote = ${bind('String', currency.code)}`] : []),
  ].join('\n');
}
