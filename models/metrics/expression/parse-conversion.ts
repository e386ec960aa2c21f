import type { Conversion } from './expression.ts';
import { parseCondition } from './parse-condition.ts';
import type { Reader } from './reader.ts';

/** As far ahead as is looked for what follows. */
const mostDays = 1_100;

/** `to dwd_trd_refund_di (is_partial) within 30 days`: a model, which of its rows count, and how soon they must follow. */
export function parseConversion(reader: Reader): Conversion {
  reader.expect('to');
  const model = reader.word('A model');
  const where = reader.take('(') ? parseCondition(reader) : undefined;
  if (where) reader.expect(')');
  reader.expect('within');
  const { kind, text } = reader.peek();
  const days = Number(text);
  if (kind !== 'number' || !Number.isInteger(days) || days < 1 || days > mostDays) {
    throw reader.unexpected(`A number of days from 1 to ${mostDays}`);
  }
  reader.next();
  if (!reader.take('days')) reader.expect('day');
  return { model, ...(where ? { where } : {}), days };
}
