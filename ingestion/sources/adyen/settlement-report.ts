import { z } from 'zod';
import { settlementLine } from '../../contracts/index.ts';
import type { OutgoingEvent } from '../../producer/index.ts';
import { amount, ident, known, readAs, statusIn } from '../payload/fields.ts';
import type { Payload } from '../payload/json.ts';
import { isZero, minus, negated, sum } from '../payload/money.ts';
import { clockIn } from '../payload/times.ts';
import { eventOf, type ObjectMapping, type SourceContext, shopServed } from '../source.ts';
import { journalType, reportZone } from './words.ts';

const row = z.object({
  'Merchant Account': ident,
  'Psp Reference': known(ident),
  'Merchant Reference': known(ident),
  'Creation Date': ident,
  TimeZone: ident,
  Type: ident,
  'Modification Reference': known(ident),
  'Net Currency': ident,
  'Net Debit (NC)': known(amount),
  'Net Credit (NC)': known(amount),
  'Commission (NC)': known(amount),
  'Markup (NC)': known(amount),
  'Scheme Fees (NC)': known(amount),
  'Interchange (NC)': known(amount),
  'Batch Number': ident,
});
type Row = z.output<typeof row>;

const fees = ['Commission (NC)', 'Markup (NC)', 'Scheme Fees (NC)', 'Interchange (NC)'] as const;

/**
 * The settlement details report: per row what moved before fees, and each fee; together they are the net, in the currency that is
 * paid out. Rows have no id: one is known by its batch, its references, type and time; those alike in that are counted, for which
 * the report must come whole.
 */
export const mapSettlementReport: ObjectMapping = (payload, context) => {
  const alike = new Map<string, number>();
  return [payload].flat().flatMap((each: Payload) => {
    const from = readAs(row, each, 'Adyen settlement report');
    const id = identityOf(from);
    const ordinal = (alike.get(id) ?? 0) + 1;
    alike.set(id, ordinal);
    return eventsOf(from, ordinal === 1 ? id : `${id}:${ordinal}`, context);
  });
};

function identityOf(from: Row): string {
  const parts = [
    ...[
      from['Merchant Account'],
      from['Batch Number'],
      from['Psp Reference'],
      from['Modification Reference'],
    ],
    ...[from.Type, from['Creation Date']],
  ];
  return `adyen:${parts.filter(Boolean).join(':')}`;
}

function eventsOf(from: Row, id: string, context: SourceContext): OutgoingEvent[] {
  const shop = shopServed(context, from['Merchant Account']);
  const net = minus(from['Net Credit (NC)'] ?? '0', from['Net Debit (NC)'] ?? '0');
  const taken = fees.flatMap((name) => {
    const fee = from[name];
    return fee === undefined || isZero(fee) ? [] : [{ name, fee }];
  });
  const gross = sum([net, ...taken.map(({ fee }) => fee)]);
  const reference = from['Merchant Reference'];
  const zone = Object.hasOwn(reportZone, from.TimeZone) ? reportZone[from.TimeZone]! : from.TimeZone;
  const postedAt = readAs(clockIn(zone), from['Creation Date'], 'Adyen Creation Date');
  const line = (part: string, raw: string, code: string, value: string) => {
    const body = {
      line_id: `${id}:${part}`,
      settlement_id: `adyen:${from['Merchant Account']}:${from['Batch Number']}`,
      order_id: reference && shop ? `${shop.shop}:${reference}` : reference,
      raw_type: raw,
      pnl_code: code,
      amount: { amount: value, currency: from['Net Currency'] },
      posted_at: postedAt,
      payment: from['Psp Reference'] && `adyen:${from['Psp Reference']}`,
    };
    const version = Date.parse(postedAt);
    return eventOf(context, shop, settlementLine, { body, time: postedAt, version });
  };
  return [
    line('gross', from.Type, statusIn(journalType, from.Type), gross),
    ...taken.map(({ name, fee }) => line(name, `${from.Type}:${name}`, 'C260', negated(fee))),
  ];
}
