import { settlementLine } from '../../contracts/index.ts';
import type { OutgoingEvent } from '../../producer/index.ts';
import { readAs } from '../payload/fields.ts';
import type { Payload } from '../payload/json.ts';
import { isZero, minus, negated, sum } from '../payload/money.ts';
import { eventOf, type SourceContext, shopServed } from '../source.ts';
import { moneyOf } from './money.ts';
import { type BalanceTransactionPayload, balanceTransactionPayload } from './payload.ts';
import { balanceType, feeType } from './words.ts';

type Line = { id: string; raw: string; code: string; amount: string };

/**
 * What moved on the balance: the gross amount, and each fee it was cut by. The lines of a transaction add up to its
 * net; what neither explains becomes a line of its own.
 */
export function mapBalanceTransaction(payload: Payload, context: SourceContext): OutgoingEvent[] {
  const from = readAs(balanceTransactionPayload, payload, 'Stripe balance transaction');
  const currency = from.currency.toUpperCase();
  const version = Date.parse(from.created);
  return linesOf(from).map(({ id, raw, code, amount }) => {
    const body = {
      line_id: `stripe:${from.id}:${id}`,
      settlement_id: undefined,
      raw_type: raw,
      pnl_code: code,
      amount: { amount, currency },
      posted_at: from.created,
      deposit_date: from.available_on?.slice(0, 10),
      platform_rate: from.exchange_rate,
      balance_transaction: from.id,
      moved_by: from.source,
      net_amount: moneyOf(from.net, currency),
    };
    return eventOf(context, shopServed(context), settlementLine, { body, time: from.created, version });
  });
}

function linesOf(from: BalanceTransactionPayload): Line[] {
  const amountOf = (units: string) => moneyOf(units, from.currency).amount;
  // Disputes and their reversals come as adjustments, like corrections of Stripe's own.
  const type = from.reporting_category?.startsWith('dispute') ? 'adjustment' : from.type;
  const code = Object.hasOwn(balanceType, type) ? balanceType[type]! : 'unmapped';
  const lines: Line[] = [{ id: 'gross', raw: from.type, code, amount: amountOf(from.amount) }];
  from.fee_details.forEach((fee, index) => {
    const own = Object.hasOwn(feeType, fee.type) ? feeType[fee.type]! : 'unmapped';
    lines.push({ id: `fee:${index + 1}`, raw: fee.type, code: own, amount: negated(amountOf(fee.amount)) });
  });
  const rest = minus(amountOf(from.net), sum(lines.map(({ amount }) => amount)));
  if (!isZero(rest)) {
    const isFee = from.fee_details.length === 0;
    lines.push({
      id: 'rest',
      raw: isFee ? 'fee' : 'unexplained',
      code: isFee ? 'C260' : 'unmapped',
      amount: rest,
    });
  }
  const told = lines.filter(({ amount }) => !isZero(amount));
  return told.length > 0 ? told : lines.slice(0, 1);
}
