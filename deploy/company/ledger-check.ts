import { literal, type Warehouse } from '#warehouse';
import type { LedgerRow } from './ledger/book.ts';
import { minorUnits } from './ledger/minor-units.ts';
import { readSeeds } from './world/seeds.ts';

/** A figure where the platform and the company's own books disagree; `amount` is what the books say. */
export type Difference = LedgerRow & { found: string };

/** Accounts of the ledger that can be read off the landed events. */
const landedAccounts = new Set([
  ...[
    'orders',
    'cancelled_orders',
    'units',
    'gross',
    'cancelled',
    'discount',
    'tax',
    'included_tax',
    'shipping',
  ],
  ...['refunds', 'refund_tax', 'refund_shipping'],
]);

/** The same accounts as lines of the profit and loss account, income positive; fees and costs carry its codes already. */
const statementLines: Readonly<Record<string, readonly [code: string, sign: 1n | -1n]>> = {
  gross: ['R100', 1n],
  cancelled: ['R100', -1n],
  shipping: ['R110', 1n],
  discount: ['R200', -1n],
  included_tax: ['R230', -1n],
  refunds: ['R210', -1n],
  refund_shipping: ['R210', -1n],
};

/** Compares the books with the landed events (`ods_*`), by SQL that uses no model of the platform. */
export async function checkLanded(warehouse: Warehouse, books: readonly LedgerRow[]): Promise<Difference[]> {
  const expected = books.filter(
    ({ account }) => landedAccounts.has(account) || /^C2[0-9]0|^C3/.test(account),
  );
  const found = await Promise.all(
    landedStatements().map((statement) => warehouse.rows<LedgerRow>(statement)),
  );
  return differences(expected, found.flat());
}

/** Compares the books with the platform's daily profit and loss of shops, in transaction currency. */
export async function checkProfitAndLoss(
  warehouse: Warehouse,
  books: readonly LedgerRow[],
): Promise<Difference[]> {
  const expected = books.flatMap((row) => {
    const line = statementLines[row.account];
    if (line) {
      const amount = exact(row.amount) * line[1];
      return [{ ...row, account: line[0], amount: minorUnits.toText(amount, digits) }];
    }
    return /^C\d{3}$/.test(row.account) ? [row] : [];
  });
  const found = await warehouse.rows<LedgerRow>(`
    select toString(business_day) as day, shop_id, pnl_code as account, currency, toString(sum(amount)) as amount
    from dws_fin_pnl_pc_1d
    where shop_id in (${ourShops()})
    group by day, shop_id, account, currency`);
  return differences(expected, found);
}

/** Amounts are compared as whole millionths, so that a fraction of a cent is a difference too. */
const digits = 6;
const exact = (amount: string) => minorUnits.fromText(amount, digits);

/** Every day, shop, account and currency in which two sets of figures differ; absent counts as zero. */
export function differences(expected: readonly LedgerRow[], found: readonly LedgerRow[]): Difference[] {
  const figures = new Map<string, { row: LedgerRow; expected: bigint; found: bigint }>();
  const add = (row: LedgerRow, side: 'expected' | 'found') => {
    const key = `${row.day}|${row.shop_id}|${row.account}|${row.currency}`;
    const figure = figures.get(key) ?? { row, expected: 0n, found: 0n };
    figure[side] += exact(row.amount);
    figures.set(key, figure);
  };
  for (const row of expected) add(row, 'expected');
  for (const row of found) add(row, 'found');
  return [...figures.values()]
    .filter((figure) => figure.expected !== figure.found)
    .map(({ row, expected: is, found: was }) => ({
      ...row,
      amount: minorUnits.toText(is, digits),
      found: minorUnits.toText(was, digits),
    }));
}

const ourShops = () =>
  readSeeds()
    .shops.map(({ shop_id }) => literal(shop_id))
    .join(', ');

/** Shops and their zones as a table of the statement's own, straight from the seed files. */
function places(): string {
  const { shops, marketplaces } = readSeeds();
  const zoneOf = new Map(marketplaces.map(({ marketplace, zone }) => [marketplace, zone]));
  const rows = shops.map((shop) => `(${literal(shop.shop_id)}, ${literal(zoneOf.get(shop.marketplace)!)})`);
  return `values('shop_id String, zone String', ${rows.join(', ')})`;
}

function landedStatements(): string[] {
  const place = places();
  const statement = (from: string, at: string, currency: string, postings: readonly string[]) => `
    select toString(toDate(${at})) as day, event.shop_id as shop_id, posting.1 as account,
      if(account in ('orders', 'cancelled_orders', 'units'), '', ${currency}) as currency,
      toString(sum(toDecimal128(posting.2, 6))) as amount
    from ${from} as event
    inner join ${place} as place on place.shop_id = event.shop_id
    array join [${postings.join(', ')}] as posting
    group by day, shop_id, account, currency`;
  const local = (at: string) => `formatDateTime(event.${at}, '%F', place.zone)`;
  const decimal = (value: string) => `toDecimal128(${value}, 6)`;
  const kept = (value: string) => decimal(`if(event.status = 'cancelled', 0, ${value})`);
  const priced = 'event.qty * event.unit_price_amount';
  const first = 'event.lines_index = 1';
  return [
    statement('ods_trade_order_lines', local('placed_at'), 'event.unit_price_currency', [
      `('orders', ${decimal(first)})`,
      `('cancelled_orders', ${decimal(`${first} and event.status = 'cancelled'`)})`,
      `('units', ${kept('event.qty')})`,
      `('gross', ${decimal(priced)})`,
      `('cancelled', ${decimal(`if(event.status = 'cancelled', ${priced}, 0)`)})`,
      `('discount', ${kept('event.discount_amount')})`,
      `('tax', ${kept('event.tax_amount')})`,
      `('included_tax', ${kept("if(event.tax_mode = 'included', event.tax_amount, 0)")})`,
      `('shipping', ${kept(`if(${first}, event.totals_shipping_amount, 0)`)})`,
    ]),
    statement('ods_trade_refund_latest', local('processed_at'), 'event.currency', [
      "('refunds', event.amount)",
      "('refund_tax', event.tax_amount)",
      "('refund_shipping', event.shipping_amount)",
    ]),
    statement('ods_fin_settlement_line_latest', local('posted_at'), 'event.currency', [
      '(toString(event.pnl_code), event.amount)',
    ]),
    statement('ods_lgt_freight_cost_latest', local('incurred_at'), 'event.estimated_currency', [
      "('C240', -ifNull(event.invoiced_amount, event.estimated_amount))",
    ]),
    statement('ods_mkt_ad_performance_latest', 'event.date', 'event.spend_currency', [
      "('C300', -event.spend_amount)",
    ]),
  ];
}
