import { z } from 'zod';
import type { OutgoingEvent } from '../../producer/index.ts';
import { amount, ident, instantUtc, known, listOf, readAs, wordIn } from '../payload/fields.ts';
import type { Payload } from '../payload/json.ts';
import { isZero, minus, sum } from '../payload/money.ts';
import { type ObjectMapping, type SourceContext, shopOf } from '../source.ts';
import { pnlCode, takenBack } from './fee-names.ts';
import { objectOf } from './finances-v0-walk.ts';
import { marketplaceCode } from './marketplaces.ts';
import { type FinanceLine, settlementEvents } from './settlement-event.ts';

const money = z.object({ currencyAmount: amount, currencyCode: ident });

type Breakdown = { breakdownType: string; breakdownAmount: z.output<typeof money>; breakdowns: Breakdown[] };

/** A tree; the published model wraps a level in an object of one list. */
const breakdowns: z.ZodType<Breakdown[]> = z.preprocess(
  (value) => (Array.isArray(value) ? value : (objectOf((value ?? null) as Payload).breakdowns ?? [])),
  z.array(
    z.object({
      breakdownType: ident,
      breakdownAmount: money,
      breakdowns: z.lazy(() => breakdowns),
    }),
  ),
);

const item = z.object({
  totalAmount: known(money),
  relatedIdentifiers: listOf(
    z.object({ itemRelatedIdentifierName: ident, itemRelatedIdentifierValue: known(ident) }),
  ),
  breakdowns,
  contexts: listOf(z.object({ sku: known(ident), quantityShipped: known(amount) })),
});

const transaction = z.object({
  transactionId: ident,
  transactionType: ident,
  transactionStatus: known(ident),
  postedDate: instantUtc,
  totalAmount: money,
  sellingPartnerMetadata: known(z.object({ sellingPartnerId: known(ident), marketplaceId: known(ident) })),
  marketplaceDetails: known(z.object({ marketplaceId: known(ident) })),
  relatedIdentifiers: listOf(
    z.object({ relatedIdentifierName: ident, relatedIdentifierValue: known(ident) }),
  ),
  items: listOf(item),
  breakdowns,
});

type Transaction = z.output<typeof transaction>;

/** A transaction is reported while money is held back and again when it is paid out: the later report prevails. */
const statusRank: Readonly<Record<string, number>> = { DEFERRED: 0, RELEASED: 1, DEFERRED_RELEASED: 2 };

/** Line for goods and shipping of transactions that give money back. */
const backLines: Readonly<Record<string, string>> = {
  refund: 'R210',
  guaranteeclaim: 'R220',
  atozguaranteeclaim: 'R220',
  chargeback: 'R220',
};

/** Answers of listTransactions (finances 2024-06-19), pages or single transactions. */
export const mapTransactions: ObjectMapping = (payload, context) =>
  transactionsIn(payload).flatMap((each) => {
    const from = readAs(transaction, each, 'Amazon transaction');
    const account = context.account ?? from.sellingPartnerMetadata?.sellingPartnerId;
    const marketplace = marketplaceCode(
      from.marketplaceDetails?.marketplaceId ?? from.sellingPartnerMetadata?.marketplaceId,
    );
    const shop = shopOf({ ...context, account }, { marketplace });
    return eventsOf(from, shop, context);
  });

function transactionsIn(payload: Payload): Payload[] {
  const record = objectOf(payload);
  const inner = objectOf(record.payload ?? payload);
  return Array.isArray(inner.transactions) ? inner.transactions : [inner];
}

function eventsOf(
  from: Transaction,
  shop: ReturnType<typeof shopOf>,
  context: SourceContext,
): OutgoingEvent[] {
  const related = (name: string) =>
    from.relatedIdentifiers.find((each) => each.relatedIdentifierName === name)?.relatedIdentifierValue;
  const status = (from.transactionStatus ?? 'RELEASED').toUpperCase();
  const orderId = related('ORDER_ID');
  const lines = linesOf(from).map((line) => ({ orderId, ...line }));
  return settlementEvents(
    {
      shop,
      identity: from.transactionId,
      postedAt: from.postedDate,
      settlementId: related('SETTLEMENT_ID') ?? related('FINANCIAL_EVENT_GROUP_ID'),
      version: Date.parse(from.postedDate) + wordIn(statusRank, status, 'Amazon transactionStatus'),
    },
    lines,
    context,
  );
}

/** The lines of a transaction always add up to its total: what the breakdowns leave out becomes a line of its own. */
function linesOf(from: Transaction): FinanceLine[] {
  const items = from.items.flatMap((each) => itemLines(each, from));
  const lines = items.length > 0 ? items : leaves(from.breakdowns, [from.transactionType], from);
  const currency = from.totalAmount.currencyCode;
  const rest = minus(from.totalAmount.currencyAmount, sum(lines.map((line) => line.amount.amount)));
  if (isZero(rest) && lines.length > 0) return lines;
  const code = pnlCode(from.transactionType);
  return [...lines, { path: [from.transactionType, 'rest'], code, amount: { amount: rest, currency } }];
}

function itemLines(each: Transaction['items'][number], from: Transaction): FinanceLine[] {
  const related = (name: string) =>
    each.relatedIdentifiers.find((one) => one.itemRelatedIdentifierName === name)?.itemRelatedIdentifierValue;
  const product = each.contexts.find((one) => one.sku !== undefined);
  const about = {
    orderItemId: related('ORDER_ITEM_ID') ?? related('ORDER_ADJUSTMENT_ITEM_ID'),
    sku: product?.sku,
    qty: product?.quantityShipped,
  };
  return leaves(each.breakdowns, [from.transactionType], from).map((line) => ({ ...line, ...about }));
}

/** Amounts at the ends of the tree. «Base» and «Tax» mean what their parents mean, so names are tried leaf first. */
function leaves(tree: readonly Breakdown[], path: readonly string[], from: Transaction): FinanceLine[] {
  return tree.flatMap((node) => {
    const here = [...path, node.breakdownType];
    if (node.breakdowns.length > 0) return leaves(node.breakdowns, here, from);
    if (isZero(node.breakdownAmount.currencyAmount)) return [];
    const back = backLines[from.transactionType.toLowerCase().replace(/[^a-z]/g, '')];
    const code = pnlCode(...namesOf(here));
    return [
      {
        path: here,
        code: back === undefined ? code : takenBack(code, back),
        amount: { amount: node.breakdownAmount.currencyAmount, currency: node.breakdownAmount.currencyCode },
      },
    ];
  });
}

/** Leaf first. A tax or a rebate on a fee belongs to the fee, not to the tax collected from buyers. */
function namesOf(path: readonly string[]): string[] {
  const [leaf = '', parent, ...above] = [...path].reverse();
  const ofFee = /^(tax|base|discount)$/i.test(leaf) && parent !== undefined && /fee|commission/i.test(parent);
  return ofFee ? [parent, ...above] : [leaf, ...(parent === undefined ? [] : [parent]), ...above];
}
