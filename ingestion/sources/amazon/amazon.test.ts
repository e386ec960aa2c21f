import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal } from '#warehouse';
import { validateEvent } from '../../producer/index.ts';
import { sum } from '../payload/money.ts';
import { shopDirectory } from '../shops.ts';
import { mapRecord } from '../source.ts';
import { pnlCode } from './fee-names.ts';
import { amazon } from './index.ts';

const shops = shopDirectory(
  [
    { shop: 'amazon_us', channel: 'amazon', marketplace: 'amazon_us', currency: 'USD', taxMode: 'excluded' },
    {
      shop: 'amazon_us_2',
      channel: 'amazon',
      marketplace: 'amazon_us',
      currency: 'USD',
      taxMode: 'excluded',
    },
    { shop: 'amazon_jp', channel: 'amazon', marketplace: 'amazon_jp', currency: 'JPY', taxMode: 'included' },
  ],
  [{ source: 'amazon', account: 'KAIYO', marketplace: 'amazon_us', shop: 'amazon_us_2' }],
);

function map(payload: unknown, account = 'NORDLYS', object?: string) {
  const record = {
    value: Buffer.from(JSON.stringify(payload)),
    object,
    account,
    receivedAt: '2026-03-02T00:00:00.000Z',
    rawref: 'raw.amazon/0/1',
  };
  const events = mapRecord(amazon, record, shops);
  for (const event of events) validateEvent(event);
  return events;
}

const money = (CurrencyAmount: number | string) => ({
  CurrencyCode: 'USD',
  CurrencyAmount: Number(CurrencyAmount),
});
const lines = (payload: unknown, account?: string) =>
  map(payload, account).map(({ body }) => [
    body.pnl_code,
    (body.amount as { amount: string }).amount,
    body.raw_type,
  ]);

const Order = {
  AmazonOrderId: '250-1',
  PurchaseDate: '2026-03-01T00:00:00Z',
  LastUpdateDate: '2026-03-01T01:00:00Z',
  OrderStatus: 'Shipped',
  FulfillmentChannel: 'AFN',
  MarketplaceId: 'A1VC38T7YXB528',
};
const yen = (Amount: string) => ({ CurrencyCode: 'JPY', Amount });

describe('amazon orders v0', () => {
  it('puts an order together with its items; yen stay whole, totals are those of the lines', () => {
    const OrderItems = [
      {
        OrderItemId: '1',
        ASIN: 'B0',
        SellerSKU: 'TEA',
        QuantityOrdered: 3,
        QuantityShipped: 3,
        ItemPrice: yen('3000'),
        ItemTax: yen('272'),
        ShippingPrice: yen('400'),
        PromotionDiscount: yen('300'),
      },
      { OrderItemId: '2', ASIN: 'B1', QuantityOrdered: 0, QuantityShipped: 0 },
    ];
    const [event] = map({ Order, OrderItems });
    expect(event).toMatchObject({ shop: 'amazon_jp', version: Date.UTC(2026, 2, 1, 1) + 1 });
    expect(event!.body).toMatchObject({
      marketplace: 'amazon_jp',
      fulfilment: 'fba',
      tax_mode: 'included',
      totals: {
        items: { amount: '3000', currency: 'JPY' },
        shipping: { amount: '400', currency: 'JPY' },
        discount_seller: { amount: '300', currency: 'JPY' },
      },
      lines: [
        { sku: 'TEA', qty: '3', unit_price: { amount: '1000' }, status: 'shipped' },
        { sku: 'B1', qty: '0', status: 'cancelled' },
      ],
    });
  });

  it('lets the order with items prevail over the same update without', () => {
    const [bare] = map({ payload: { Orders: [Order] } });
    expect(bare!.version).toBe(Date.UTC(2026, 2, 1, 1));
    expect(bare!.body.order_id).toBe('amazon_jp:250-1');
  });

  it('hides the buyer behind a hash that is the same for all their orders', () => {
    const keyOf = (BuyerEmail: string) =>
      map({ payload: { ...Order, BuyerInfo: { BuyerEmail } } })[0]!.body.customer_key;
    expect(keyOf('x1@marketplace.amazon.com')).toBe(keyOf('X1@marketplace.amazon.com'));
    expect(String(keyOf('x1@marketplace.amazon.com'))).not.toContain('x1');
  });

  it('tells sellers on one marketplace apart by their account', () => {
    const us = { payload: { ...Order, MarketplaceId: 'ATVPDKIKX0DER' } };
    expect(map(us, 'KAIYO')[0]!.shop).toBe('amazon_us_2');
    expect(map(us)[0]!.shop).toBe('amazon_us');
    expect(() => map({ payload: { ...Order, MarketplaceId: 'UNKNOWN' } })).toThrow(/No shop/);
  });
});

describe('amazon finances v0', () => {
  const ShipmentEvent = {
    AmazonOrderId: '250-1',
    MarketplaceName: 'Amazon.com',
    PostedDate: '2026-03-01T00:00:00Z',
    ShipmentItemList: [
      {
        SellerSKU: 'TEA',
        OrderItemId: '1',
        QuantityShipped: 2,
        ItemChargeList: [
          { ChargeType: 'Principal', ChargeAmount: money(40) },
          { ChargeType: 'Tax', ChargeAmount: money(3.3) },
          { ChargeType: 'GiftWrap', ChargeAmount: money(0) },
        ],
        ItemFeeList: [
          { FeeType: 'Commission', FeeAmount: money(-6) },
          { FeeType: 'FBAPerUnitFulfillmentFee', FeeAmount: money(-5.42) },
          { FeeType: 'BrandNewFee', FeeAmount: money(-1) },
        ],
        ItemTaxWithheldList: [
          {
            TaxCollectionModel: 'MarketplaceFacilitator',
            TaxesWithheld: [{ ChargeType: 'MarketplaceFacilitatorTax-Principal', ChargeAmount: money(-3.3) }],
          },
        ],
        PromotionList: [
          { PromotionType: 'PromotionMetaDataDefinitionValue', PromotionId: 'x', PromotionAmount: money(-2) },
        ],
      },
    ],
  };
  const events = (FinancialEvents: unknown) => ({ payload: { FinancialEvents } });

  it('maps charges, fees, promotions and taxes withheld; unknown names are unmapped, zeros left out', () => {
    expect(
      lines(events({ ShipmentEventList: [ShipmentEvent] })).map(([code, amount]) => [code, amount]),
    ).toEqual([
      ['R100', '40'],
      ['R230', '3.3'],
      ['C200', '-6'],
      ['C220', '-5.42'],
      ['unmapped', '-1'],
      ['R200', '-2'],
      ['R230', '-3.3'],
    ]);
    const [first] = map(events({ ShipmentEventList: [ShipmentEvent] }));
    expect(first!.body).toMatchObject({
      order_id: 'amazon_us:250-1',
      order_line_id: '1',
      sku: 'TEA',
      qty: '2',
    });
  });

  it('books goods given back as refunds and claims, fees given back as fees', () => {
    const back = {
      ...ShipmentEvent,
      ShipmentItemList: undefined,
      ShipmentItemAdjustmentList: [
        {
          SellerSKU: 'TEA',
          ItemChargeAdjustmentList: [{ ChargeType: 'Principal', ChargeAmount: money(-40) }],
          ItemFeeAdjustmentList: [{ FeeType: 'RefundCommission', FeeAmount: money(6) }],
        },
      ],
    };
    expect(lines(events({ RefundEventList: [back] })).map(([code]) => code)).toEqual(['R210', 'C200']);
    expect(lines(events({ GuaranteeClaimEventList: [back] })).map(([code]) => code)).toEqual([
      'R220',
      'C200',
    ]);
  });

  it('splits an adjustment over its items and keeps its total', () => {
    const adjustment = {
      AdjustmentType: 'FBAInventoryReimbursement',
      PostedDate: '2026-03-01T00:00:00Z',
      StoreName: 'Amazon.com',
      AdjustmentAmount: money(30),
      AdjustmentItemList: [
        { SellerSKU: 'A', Quantity: '1', TotalAmount: money(10) },
        { SellerSKU: 'B', Quantity: '2', TotalAmount: money(19) },
      ],
    };
    expect(
      lines(events({ AdjustmentEventList: [adjustment] })).map(([code, amount]) => [code, amount]),
    ).toEqual([
      ['C140', '10'],
      ['C140', '19'],
      ['C140', '1'],
    ]);
  });

  it('knows money that is neither income nor cost', () => {
    const reserve = {
      AdjustmentType: 'ReserveEvent',
      AdjustmentAmount: money(-100),
      StoreName: 'Amazon.com',
      PostedDate: '2026-03-01T00:00:00Z',
    };
    expect(lines(events({ AdjustmentEventList: [reserve] }))[0]![0]).toBe('balance');
  });

  it('gives the same ids for the same page, and other ids to like events of one page and of other groups', () => {
    const fee = {
      FeeReason: 'Subscription',
      FeeList: [{ FeeType: 'Subscription', FeeAmount: money(-39.99) }],
    };
    const page = (FinancialEventGroupId: string) => ({
      FinancialEventGroupId,
      payload: { FinancialEvents: { ServiceFeeEventList: [fee, fee] } },
    });
    const ids = (payload: unknown) => map(payload, 'KAIYO', 'finances_v0').map((event) => event.body.line_id);
    const directory = () => ids(page('g1'));
    expect(() => directory()).toThrow(/No shop/); // a fee names no marketplace: the account alone must do
    const withShop = (payload: unknown) =>
      map(payload, 'amazon_us', 'finances_v0').map((event) => event.body.line_id);
    expect(withShop(page('g1'))).toEqual(withShop(page('g1')));
    expect(new Set([...withShop(page('g1')), ...withShop(page('g2'))]).size).toBe(4);
  });

  it('refuses a list it has no rule for', () => {
    expect(() => map(events({ MoonEventList: [{}] }), 'amazon_us')).toThrow(/MoonEventList/);
  });
});

describe('amazon transactions 2024-06-19', () => {
  const amount = (value: string) => ({ currencyAmount: value, currencyCode: 'USD' });
  const leaf = (breakdownType: string, value: string, breakdowns: unknown[] = []) => ({
    breakdownType,
    breakdownAmount: amount(value),
    breakdowns,
  });
  const transaction = (total: string, items: unknown[], more: object = {}) => ({
    transactionId: 't1',
    transactionType: 'Shipment',
    transactionStatus: 'RELEASED',
    postedDate: '2026-03-01T00:00:00Z',
    totalAmount: amount(total),
    marketplaceDetails: { marketplaceId: 'ATVPDKIKX0DER' },
    items,
    breakdowns: [],
    ...more,
  });
  const cents = fc
    .integer({ min: -1_000_000, max: 1_000_000 })
    .map((value) => decimal(String(value)).div(decimal('100')).toFixed());

  it('names a leaf by what it means: a tax on a fee is a fee', () => {
    const fees = leaf('AmazonFees', '-11', [
      leaf('Commission', '-11', [leaf('Base', '-10'), leaf('Tax', '-1')]),
    ]);
    const sales = leaf('Sales', '44', [
      leaf('ProductCharges', '40', [leaf('OurPricePrincipal', '40')]),
      leaf('Tax', '4'),
    ]);
    const found = lines({ transactions: [transaction('33', [{ breakdowns: [sales, fees] }])] });
    expect(found.map(([code, value]) => [code, value])).toEqual([
      ['R100', '40'],
      ['R230', '4'],
      ['C200', '-10'],
      ['C200', '-1'],
    ]);
  });

  it('always adds up to the total of the transaction, whatever the breakdowns leave out', () => {
    fc.assert(
      fc.property(cents, fc.array(fc.array(cents, { maxLength: 4 }), { maxLength: 3 }), (total, items) => {
        const parts = items.map((each) => ({ breakdowns: each.map((value) => leaf('Principal', value)) }));
        const found = map({ payload: { transactions: [transaction(total, parts)] } });
        const amounts = found.map(({ body }) => (body.amount as { amount: string }).amount);
        expect(decimal(sum(amounts)).eq(decimal(total))).toBe(true);
        expect(new Set(found.map(({ body }) => body.line_id)).size).toBe(found.length);
      }),
    );
  });

  it('lets the paid-out report prevail over the one held back', () => {
    const version = (transactionStatus: string) =>
      Number(map(transaction('1', [], { transactionStatus }))[0]!.version);
    expect(version('DEFERRED')).toBeLessThan(version('DEFERRED_RELEASED'));
  });
});

it('compares fee names without case, spaces and signs', () => {
  expect(pnlCode('FBA per unit fulfillment fee')).toBe('C220');
  expect(pnlCode('Something new', 'Commission')).toBe('C200');
  expect(pnlCode('Something new')).toBe('unmapped');
});
