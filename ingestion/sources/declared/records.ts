import { EntrepotError } from '#errors';
import { unmapped } from '../../contracts/fields.ts';
import { memberOf, type Payload } from '../payload/json.ts';
import { isZero, minus, negated, sum } from '../payload/money.ts';
import type { Expression, Scope } from './expression.ts';
import type { Ask } from './fields.ts';

/** How columns become events of their own. */
export type Unpivot = {
  /** Per column the word that stands for it; with a minus before it, what the column holds is turned round. */
  table: Readonly<Record<string, string>>;
  columns: Expression | undefined;
  /** Member of a column that holds its value. */
  valueAt: string | undefined;
  total: Expression | undefined;
};

/** The places in the payload that become events. */
export function recordsOf(
  payload: Payload,
  each: readonly Expression[],
  unpivot: Unpivot | undefined,
  ask: Ask,
): Scope[] {
  const whole: Scope = { record: payload, payload };
  const within = (scopes: readonly Scope[], list: Expression): Scope[] =>
    scopes.flatMap((around) =>
      [ask(list, around) ?? []].flat().map((record): Scope => ({ record, around, payload })),
    );
  const scopes = each.length === 0 ? elementsOf(whole) : each.reduce(within, [whole]);
  return unpivot === undefined ? scopes : scopes.flatMap((scope) => turned(scope, unpivot, ask));
}

/** A payload that is a list holds a record per element. */
function elementsOf(whole: Scope): Scope[] {
  return [whole.payload].flat().map((record) => ({ record, around: whole, payload: whole.payload }));
}

/** A record per column that holds something, and one for what they leave of the total. */
function turned(scope: Scope, { table, columns, valueAt, total }: Unpivot, ask: Ask): Scope[] {
  const holder = columns ? ask(columns, scope) : scope.record;
  const parts = Object.entries(table).flatMap(([column, entry]) => {
    const held = memberOf(holder, column);
    const value = numberOf(valueAt === undefined ? held : memberOf(held, valueAt));
    if (value === undefined || isZero(value)) return [];
    return entry.startsWith('-')
      ? [{ column, word: entry.slice(1), value: negated(value) }]
      : [{ column, word: entry, value }];
  });
  const whole = total && numberOf(ask(total, scope));
  if (whole !== undefined) {
    const rest = minus(whole, sum(['0', ...parts.map(({ value }) => value)]));
    if (!isZero(rest)) parts.push({ column: 'rest', word: unmapped, value: rest });
  }
  const { record } = scope;
  const own = record !== null && typeof record === 'object' && !Array.isArray(record) ? record : {};
  return parts.map((part) => ({ ...scope, record: { ...own, ...part } }));
}

function numberOf(value: Payload | undefined): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string' && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value)) return value;
  throw new EntrepotError('PAYLOAD_INVALID', `«${JSON.stringify(value).slice(0, 100)}» is no number.`, {
    asked: JSON.stringify(value).slice(0, 200),
    fix: 'Name only columns of amounts in the table.',
  });
}
