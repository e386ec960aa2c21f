import { describe, expect, it } from 'vitest';
import { first, mapDeclared } from '../testing/declared.ts';
import { bodiesOf } from '../testing/samples.ts';

const idsOf = (events: ReturnType<typeof mapDeclared>, topic: string, id: string) =>
  bodiesOf([...events], `${topic}.v1`).map((body) => body[id]);
const isDistinct = (ids: readonly unknown[]) => new Set(ids).size === ids.length;

describe('many records are as many entities', () => {
  it('Amazon: offers of several sellers', () => {
    const offer = (SellerId: string) => ({ SellerId, ListingPrice: { Amount: 9.9, CurrencyCode: 'EUR' } });
    const payload = {
      ASIN: 'B0C',
      Identifier: { MarketplaceId: 'ATVPDKIKX0DER', ASIN: 'B0C' },
      Offers: [offer('A1'), offer('A2')],
    };
    const ids = idsOf(mapDeclared('amazon', { payload }), 'itm.competitor_price', 'observation_id');
    expect(ids.length).toBe(2);
    expect(isDistinct(ids)).toBe(true);
  });

  it('NetSuite: the lines of a subsidiary', () => {
    const line = (transaction: string, transactionline: string) => ({
      ...{ transaction, transactionline, subsidiary: '1', accountingbook: '1', account: '58' },
      ...{ posting: 'T', currency_symbol: 'USD' },
      ...{ amount: '10.00', posting_date: '2026-03-01', _fivetran_synced: '2026-03-02T00:00:00Z' },
    });
    const lines = [line('5914', '5'), line('5914', '6'), line('5915', '5')];
    const ids = lines.flatMap((each) =>
      idsOf(mapDeclared('netsuite', each), 'fin.journal_entry', 'entry_id'),
    );
    // SuiteQL answers with a page of them.
    expect(idsOf(mapDeclared('netsuite', { items: lines }), 'fin.journal_entry', 'entry_id')).toEqual(ids);
    expect(ids).toEqual(['1:1:5914:5', '1:1:5914:6', '1:1:5915:5']);
  });

  it('EPCIS: the items of an event that has an id, what goes in and what comes out of one class', () => {
    const event = {
      eventID: 'urn:uuid:1',
      eventTime: '2026-03-01T10:00:00Z',
      bizStep: 'https://ref.gs1.org/cbv/BizStep-shipping',
      epcList: ['urn:epc:id:sgtin:4012345.011111.1', 'urn:epc:id:sgtin:4012345.011111.2'],
    };
    const lots = [{ epcClass: 'urn:epc:class:lgtin:4012345.012345.998877', quantity: 2 }];
    const transformation = { ...event, epcList: [], inputQuantityList: lots, outputQuantityList: lots };
    const eventList = [event, transformation];
    const events = mapDeclared('epcis', { epcisBody: { eventList } });
    const ids = idsOf(events, 'inv.movement', 'movement_id');
    expect(ids.length).toBe(4);
    expect(isDistinct(ids)).toBe(true);
    expect(idsOf(events, 'inv.movement', 'qty').slice(0, 2)).toEqual(['-1', '-1']);
  });

  it('Google Ads: the keywords of an ad group', () => {
    const row = (criterionId: string) => ({
      ...{
        customer: { resourceName: 'customers/1', currencyCode: 'EUR' },
        campaign: { id: '2' },
        adGroup: { id: '3' },
      },
      adGroupCriterion: { criterionId, keyword: { text: `tea ${criterionId}` } },
      ...{ metrics: { costMicros: '1500000' }, segments: { date: '2026-03-01' } },
    });
    const ids = idsOf(
      mapDeclared('google_ads', [{ results: [row('7'), row('8')] }]),
      'mkt.ad_performance',
      'row_key',
    );
    expect(ids.length).toBe(2);
    expect(isDistinct(ids)).toBe(true);
  });
});

describe('ordinary payloads', () => {
  it('Amazon: what is on its way to FBA is not on hand', () => {
    const payload = {
      inventorySummaries: [
        {
          ...{ sellerSku: 'TEA', condition: 'NewItem', totalQuantity: 100 },
          inventoryDetails: {
            ...{ fulfillableQuantity: 50, inboundWorkingQuantity: 20 },
            ...{ inboundShippedQuantity: 10, inboundReceivingQuantity: 5 },
          },
        },
      ],
    };
    const body = first(mapDeclared('amazon', { payload }), 'inv.snapshot');
    expect(body).toMatchObject({ on_hand: '65', available: '50', inbound: '35' });
  });

  it('WooCommerce: amounts are without tax, shipping has tax of its own', () => {
    const refund = {
      ...{ id: 7, refunded_payment: true, amount: '132.00', date_created_gmt: '2026-03-01T10:00:00' },
      ...{ _links: { up: [{ href: 'https://shop.example/wp-json/wc/v3/orders/5' }] } },
      line_items: [{ total: '-100.00', total_tax: '-20.00' }],
      shipping_lines: [{ total: '-10.00', total_tax: '-2.00' }],
    };
    expect(first(mapDeclared('woocommerce', refund), 'trade.refund')).toMatchObject({
      amount: { amount: expect.stringMatching(/^100(\.00)?$/) },
      tax: { amount: expect.stringMatching(/^22(\.00)?$/) },
      shipping: { amount: expect.stringMatching(/^10(\.00)?$/) },
    });
  });

  it('SAP: both halves of a transfer', () => {
    const half = (MaterialDocumentItem: string, DebitCreditCode: string) => ({
      ...{ MaterialDocument: '49', MaterialDocumentYear: '2026', MaterialDocumentItem, DebitCreditCode },
      ...{ GoodsMovementType: '311', Plant: '1010', Material: 'TEA', QuantityInBaseUnit: '10' },
      PostingDate: '2026-03-01T00:00:00',
    });
    const value = [half('1', 'H'), half('2', 'S')];
    const bodies = bodiesOf([...mapDeclared('sap', { value })], 'inv.movement.v1');
    expect(bodies.map(({ type, qty }) => [type, qty])).toEqual([
      ['transfer_out', '-10'],
      ['transfer_in', '10'],
    ]);
  });

  it('PayPal: a refund told by webhook is the refund told by its order', () => {
    const resource = {
      ...{ id: 'R1', status: 'COMPLETED', create_time: '2026-03-01T10:00:00Z' },
      amount: { value: '10.00', currency_code: 'EUR' },
      seller_payable_breakdown: {
        paypal_fee: { value: '0.35', currency_code: 'EUR' },
        net_amount: { value: '9.65', currency_code: 'EUR' },
      },
    };
    const told = {
      id: 'W1',
      event_type: 'PAYMENT.CAPTURE.REFUNDED',
      create_time: resource.create_time,
      resource,
    };
    const money = {
      amount: { amount: '10.00', currency: 'EUR' },
      fee: { amount: '-0.35', currency: 'EUR' },
      net: { amount: '-9.65', currency: 'EUR' },
    };
    expect(first(mapDeclared('paypal', told), 'pay.payment')).toMatchObject(money);
    const reversed = { ...told, event_type: 'PAYMENT.SALE.REVERSED' };
    const sale = {
      ...resource,
      state: 'completed',
      status: undefined,
      amount: { total: '-0.49', currency: 'EUR' },
    };
    expect(first(mapDeclared('paypal', { ...reversed, resource: sale }), 'pay.payment')).toMatchObject({
      amount: { amount: '0.49', currency: 'EUR' },
    });
  });

  it('TikTok Shop and Shopee: a webhook tells a status, or nothing that is mapped here', () => {
    const push = {
      ...{ type: 1, tts_notification_id: '7', shop_id: '9', timestamp: 1772000000 },
      data: { order_id: '576461413038785752', order_status: 'AWAITING_SHIPMENT', update_time: 1772000000 },
    };
    expect(first(mapDeclared('tiktok_shop', push), 'trade.order_status')).toMatchObject({
      ...{ to: 'paid', reason: 'AWAITING_SHIPMENT', at: '2026-02-25T06:13:20.000Z' },
    });
    const parcel = {
      code: 4,
      shop_id: 9,
      timestamp: 1772000000,
      data: { ordersn: '26A', tracking_no: 'SPX1' },
    };
    expect(mapDeclared('shopee', parcel)).toEqual([]);
  });

  it('Shopee: its vouchers pay a part of the price, and do not come on top', () => {
    const order_income = {
      ...{ escrow_amount: 95, order_original_price: 100, voucher_from_shopee: 10, coins: 2 },
      ...{ buyer_total_amount: 88, commission_fee: 5 },
    };
    const lines = bodiesOf(
      [...mapDeclared('shopee', { response: { order_sn: '26A', order_income } })],
      'fin.settlement_line.v1',
    );
    expect(lines.map((line) => [line.pnl_code, (line.amount as { amount: string }).amount])).toEqual([
      ['R100', '100'],
      ['C200', '-5'],
    ]);
  });
});
