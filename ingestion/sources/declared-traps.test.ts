import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { decimal } from '#warehouse';
import type { OutgoingEvent } from '../producer/index.ts';
import { loadDeclared } from './declared/load.ts';
import { amazon } from './index.ts';
import { shopDirectory } from './shops.ts';
import type { Source } from './source.ts';
import { anyShop, bodiesOf, mapSample } from './testing/samples.ts';

let sources: Map<string, Source>;
beforeAll(async () => {
  const { sources: declared } = await loadDeclared(import.meta.dirname);
  sources = new Map([...declared.map(({ source }) => source), amazon].map((each) => [each.name, each]));
});

const map = (name: string, payload: unknown, account?: string) =>
  mapSample(sources.get(name)!, {
    value: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)),
    shops: {
      ...anyShop(),
      served: () => ({
        shop: 'any',
        channel: 'any',
        marketplace: 'any',
        currency: 'EUR',
        taxMode: 'excluded',
      }),
    },
    ...(account === undefined ? {} : { account }),
  });
const first = (events: OutgoingEvent[], topic: string) => bodiesOf(events, `${topic}.v1`)[0]!;
const sumOf = (events: OutgoingEvent[]) =>
  bodiesOf(events, 'fin.settlement_line.v1').reduce(
    (sum, { amount }) => sum.plus(decimal((amount as { amount: string }).amount)),
    decimal('0'),
  );
const cents = fc.integer({ min: -10_000_000, max: 10_000_000 }).map((units) => (units / 100).toFixed(2));

describe('settlements add up to their own total, whatever they say', () => {
  const columnsOf = (names: string[]) => fc.record(Object.fromEntries(names.map((name) => [name, cents])));

  it('of TikTok Shop', () => {
    fc.assert(
      fc.property(
        columnsOf(['user_pay', 'refund', 'payment_fee', 'platform_commission', 'a_new_fee']),
        cents,
        (columns, settlement_amount) => {
          const settlement_info = {
            settlement_time: 1772000000,
            currency: 'IDR',
            ...columns,
            settlement_amount,
          };
          const line = { unique_key: '7001', order_id: '576461413038785752', sku_id: '1', settlement_info };
          fc.pre(Object.values({ ...columns, settlement_amount }).some((value) => Number(value) !== 0));
          const events = mapOrNone('tiktok_shop', { data: { settlement_list: [line] } });
          expect(sumOf(events).eq(decimal(settlement_amount))).toBe(true);
        },
      ),
    );
  });

  it('of Shopee', () => {
    fc.assert(
      fc.property(
        columnsOf(['order_original_price', 'commission_fee', 'final_shipping_fee', 'seller_discount']),
        cents,
        (order_income, escrow_amount) => {
          const response = { order_sn: 'S1', order_income: { ...order_income, escrow_amount } };
          expect(sumOf(mapOrNone('shopee', { response })).eq(decimal(escrow_amount))).toBe(true);
        },
      ),
    );
  });

  it('of Walmart', () => {
    fc.assert(
      fc.property(
        columnsOf(['productPrice', 'shipping', 'netComm', 'something']),
        cents,
        cents,
        (sale, netPayable, wfs) => {
          const saleAggregate = { ...sale, netPayable };
          const transactionDetails = { saleAggregate, wfs: { wfsStorageFee: wfs, netPayable: wfs } };
          const payload = { accountSummary: { lastUpdatedDate: '2026-03-01' }, transactionDetails };
          const events = mapOrNone('walmart', { partnerId: '1', payload });
          expect(sumOf(events).eq(decimal(netPayable).plus(decimal(wfs)))).toBe(true);
        },
      ),
    );
  });

  it('of Amazon’s settlement report', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cents, cents), { maxLength: 5 }), cents, (rows, total) => {
        const header =
          'settlement-id\tdeposit-date\ttotal-amount\tcurrency\ttransaction-type\torder-id\tposted-date\tsku\tprice-type\tprice-amount\titem-related-fee-type\titem-related-fee-amount';
        const lines = rows.map(
          ([price, fee], at) =>
            `9\t\t\t\tOrder\t111-0000000-000000${at}\t2026-03-01 10:00:00 UTC\tTEA\tPrincipal\t${price}\tCommission\t${fee}`,
        );
        const table = [header, `9\t2026-03-03 00:00:00 UTC\t${total}\tUSD\t\t\t\t\t\t\t\t`, ...lines].join(
          '\n',
        );
        expect(sumOf(mapOrNone('amazon', table)).eq(decimal(total))).toBe(true);
      }),
    );
  });

  /** All columns zero is nothing to settle. */
  function mapOrNone(name: string, payload: unknown): OutgoingEvent[] {
    try {
      return map(name, payload);
    } catch (error) {
      if (/holds nothing to map/.test(String(error))) return [];
      throw error;
    }
  }
});

describe('traps of one vendor each', () => {
  it('TikTok Shop: ids of 18 digits, seconds and milliseconds', () => {
    const payment_info = { currency: 'IDR', sub_total: 20000, total_amount: 20500, shipping_fee: 500 };
    const item_list = [
      {
        sku_id: '1729389661993665752',
        seller_sku: '',
        quantity: 2,
        sku_original_price: 10000,
        sku_display_status: 121,
      },
    ];
    const order = {
      order_id: 576461413038785752n,
      order_status: 121,
      create_time: '1772000000123',
      update_time: 1772000100,
      payment_info,
      item_list,
    };
    const text = JSON.stringify({ data: { order_list: [order] } }, (_k, value) =>
      typeof value === 'bigint' ? `#${value}#` : value,
    ).replaceAll(/"#(\d+)#"/g, '$1');
    expect(first(map('tiktok_shop', text), 'trade.order')).toMatchObject({
      ...{ channel_order_no: '576461413038785752', status: 'shipped', placed_at: '2026-02-25T06:13:20.123Z' },
      totals: { total: { amount: '20500', currency: 'IDR' } },
      lines: [{ sku: '1729389661993665752', qty: '2', status: 'shipped' }],
    });
  });

  it('Shopee: an amount without a currency has its shop’s, days run the other way', () => {
    const row = {
      date: '17-03-2026',
      impression: 10,
      clicks: 2,
      expense: 1.23,
      broad_order: 1,
      broad_item_sold: 1,
      broad_gmv: 9.9,
    };
    expect(first(map('shopee', { response: [row] }), 'mkt.ad_performance')).toMatchObject({
      date: '2026-03-17',
      spend: { amount: '1.23', currency: 'USD' },
    });
  });

  it('WooCommerce: UTC without a zone, an order number only in the links, tax within the amount', () => {
    const refund = {
      ...{
        id: 9,
        date_created_gmt: '2026-03-01T20:07:11',
        amount: '12.00',
        reason: 'late',
        refunded_payment: false,
      },
      line_items: [{ total_tax: '-2.00' }],
      _links: { up: [{ href: 'https://tea.example/wp-json/wc/v3/orders/723' }] },
    };
    expect(first(map('woocommerce', refund), 'trade.refund')).toMatchObject({
      ...{
        refund_id: 'woocommerce_test:9',
        order_id: 'woocommerce_test:723',
        processed_at: '2026-03-01T20:07:11.000Z',
      },
      ...{ amount: { amount: '10.00', currency: 'USD' }, tax: { amount: '2.00', currency: 'USD' } },
    });
  });

  it('Walmart: several states of an order are its least advanced, charges are of the line', () => {
    const line = (lineNumber: string, status: string) => ({
      ...{ lineNumber, item: { sku: 'TEA' }, statusDate: 1772000000000, orderLineQuantity: { amount: '2' } },
      charges: {
        charge: [
          {
            chargeType: 'PRODUCT',
            chargeAmount: { currency: 'USD', amount: 10 },
            tax: { taxAmount: { amount: 0.8 } },
          },
        ],
      },
      orderLineStatuses: { orderLineStatus: [{ status }] },
    });
    const order = {
      purchaseOrderId: '1',
      orderDate: 1771000000000,
      orderLines: { orderLine: [line('1', 'Shipped'), line('2', 'Acknowledged')] },
    };
    expect(first(map('walmart', { order }), 'trade.order')).toMatchObject({
      status: 'paid',
      totals: { items: { amount: '20' }, tax: { amount: '1.6' }, total: { amount: '21.6' } },
      lines: [{ unit_price: { amount: '5' } }, {}],
    });
  });

  it('Mercado Libre: a fee of each piece, the site is the country, words it does not know are told', () => {
    const item = {
      item: { id: 'MLB1', seller_sku: 'TEA' },
      quantity: 2,
      unit_price: 62.96,
      full_unit_price: 72.37,
      sale_fee: 11.07,
    };
    const order = {
      ...{
        id: 2000009713473608,
        date_created: '2026-03-01T09:34:59.000-04:00',
        last_updated: '2026-03-01T09:37:20.000-04:00',
      },
      ...{
        status: 'nobody_knows',
        currency_id: 'BRL',
        total_amount: 125.92,
        paid_amount: 125.92,
        order_items: [item],
        context: { site: 'MLB' },
      },
    };
    expect(first(map('mercadolibre', order), 'trade.order')).toMatchObject({
      ...{
        status: 'unmapped',
        channel_status: 'nobody_knows',
        placed_at: '2026-03-01T13:34:59.000Z',
        ship_to: { country: 'BR' },
      },
      totals: { items: { amount: '144.74' }, discount_seller: { amount: '18.82' } },
      lines: [{ discount: { amount: '18.82' }, fee_estimate: { amount: '22.14' } }],
    });
  });

  it('eBay: one order in JSON and in XML, amounts as attributes of their text', () => {
    const xml = `<?xml version="1.0"?><GetOrdersResponse><OrderArray><Order><OrderID>7-1</OrderID><OrderStatus>Completed</OrderStatus><CheckoutStatus><LastModifiedTime>2026-03-01T10:00:00.000Z</LastModifiedTime></CheckoutStatus><CreatedTime>2026-03-01T09:00:00.000Z</CreatedTime><ShippingAddress><Country>US</Country></ShippingAddress><Subtotal currencyID="USD">1.0</Subtotal><Total currencyID="USD">2.0</Total><TransactionArray><Transaction><Item><ItemID>5</ItemID><SKU>TEA</SKU></Item><OrderLineItemID>5-0</OrderLineItemID><QuantityPurchased>1</QuantityPurchased><TransactionPrice currencyID="USD">1.0</TransactionPrice><TransactionSiteID>US</TransactionSiteID></Transaction></TransactionArray></Order></OrderArray></GetOrdersResponse>`;
    expect(first(map('ebay', xml), 'trade.order')).toMatchObject({
      ...{ order_id: 'ebay_test:7-1', marketplace: 'ebay_us', status: 'paid' },
      ...{ totals: { total: { amount: '2.0', currency: 'USD' } }, lines: [{ sku: 'TEA', line_id: '5-0' }] },
    });
  });

  it('Google Ads: millionths, and no currency is a refusal and not a guess', () => {
    const row = {
      customer: { resourceName: 'customers/1' },
      metrics: { clicks: '2', costMicros: '1061083620' },
      segments: { date: '2026-03-01' },
    };
    expect(first(map('google_ads', [{ results: [row] }]), 'mkt.ad_performance').spend).toEqual({
      amount: '1061.08362',
      currency: 'EUR',
    });
    const alone = shopDirectory([]);
    expect(() =>
      mapSample(sources.get('google_ads')!, {
        value: Buffer.from(JSON.stringify([{ results: [row] }])),
        shops: alone,
      }),
    ).toThrow(/currency/);
  });

  it('GA4: columns are found by the names in the headers', () => {
    const payload = {
      ...{
        dimensionHeaders: [{ name: 'itemId' }, { name: 'date' }],
        metricHeaders: [{ name: 'purchaseRevenue' }, { name: 'sessions' }],
      },
      ...{
        rows: [
          {
            dimensionValues: [{ value: 'TEA' }, { value: '20260301' }],
            metricValues: [{ value: '9.90' }, { value: '12' }],
          },
        ],
        metadata: { currencyCode: 'EUR' },
      },
    };
    expect(first(map('ga4', payload), 'trf.traffic')).toMatchObject({
      sku: 'TEA',
      date: '2026-03-01',
      sessions: 12,
      sales: { amount: '9.90', currency: 'EUR' },
    });
  });

  it('SAP: a movement’s type decides its sign, days are milliseconds in brackets', () => {
    const item = (GoodsMovementType: string) => ({
      ...{
        MaterialDocument: '49',
        MaterialDocumentYear: '2026',
        MaterialDocumentItem: '1',
        Material: 'TEA',
        Plant: '01',
        GoodsMovementType,
      },
      ...{ QuantityInBaseUnit: '3', to_MaterialDocumentHeader: { PostingDate: '/Date(1772323200000)/' } },
    });
    const qty = (type: string) => first(map('sap', { d: { results: [item(type)] } }), 'inv.movement');
    expect(qty('601')).toMatchObject({ type: 'sale', qty: '-3', at: '2026-03-01T00:00:00.000Z' });
    expect(qty('101')).toMatchObject({ type: 'receipt', qty: '3' });
    expect(qty('Z99')).toMatchObject({ type: 'unmapped', raw_type: 'Z99' });
  });

  it('EPCIS: serials count one each, classes their quantity, what ships leaves', () => {
    const event = {
      eventID: 'e1',
      type: 'ObjectEvent',
      bizStep: 'shipping',
      eventTime: '2026-03-01T09:00:00-06:00',
      readPoint: { id: 'urn:epc:id:sgln:1.2.3' },
    };
    const body = {
      ...event,
      epcList: ['urn:epc:id:sgtin:0614141.107346.2017'],
      quantityList: [{ epcClass: 'urn:epc:class:lgtin:4012345.012345.998877', quantity: 200.5 }],
    };
    expect(bodiesOf(map('epcis', { epcisBody: { eventList: [body] } }), 'inv.movement.v1')).toMatchObject([
      { sku: '0614141.107346', qty: '-1', type: 'transfer_out', at: '2026-03-01T15:00:00.000Z' },
      { sku: '4012345.012345', lot: '998877', qty: '-200.5' },
    ]);
  });

  it('MES: which machine it is says the topic alone', () => {
    const [count] = map('mes', { timestamp_ms: 1772000000000, count: 10, scrap: 3 }, 'plant1/filler');
    expect(count!.body).toMatchObject({
      asset: 'plant1/filler',
      good: '7',
      scrap: '3',
      at: '2026-02-25T06:13:20.000Z',
    });
  });

  it('central banks: per hundred units, a decimal comma, another encoding, the account as currency', () => {
    const bnm = {
      data: [{ currency_code: 'INR', unit: 100, rate: { date: '2026-03-19', middle_rate: 4.2244 } }],
    };
    expect(first(map('fx_banks', bnm), 'fin.fx_rate')).toMatchObject({
      base: 'INR',
      quote: 'MYR',
      rate: '0.042244',
    });
    const cbr = Buffer.concat([
      Buffer.from(
        '<?xml version="1.0" encoding="windows-1251"?><ValCurs Date="25.04.2026"><Valute ID="R01010"><CharCode>AUD</CharCode><Nominal>10</Nominal><Name>',
      ),
      Buffer.from([0xc0, 0xe2, 0xf1]),
      Buffer.from('</Name><Value>538,359</Value></Valute></ValCurs>'),
    ]);
    const [rate] = mapSample(sources.get('fx_banks')!, { value: cbr });
    expect(rate!.body).toMatchObject({ base: 'AUD', quote: 'RUB', date: '2026-04-25', rate: '53.8359' });
    const bcb = {
      value: [
        { cotacaoVenda: 5.1234, dataHoraCotacao: '2026-03-02 13:09:26.433', tipoBoletim: 'Fechamento' },
      ],
    };
    expect(first(map('fx_banks', bcb, 'usd'), 'fin.fx_rate')).toMatchObject({
      base: 'USD',
      quote: 'BRL',
      rate: '5.1234',
    });
  });

  it('carriers: dates in pieces, scans named by time and code', () => {
    const activity = [
      {
        date: '20260301',
        time: '071356',
        status: { type: 'D', code: 'KB', description: 'Delivered' },
        location: { address: { countryCode: 'US' } },
      },
    ];
    const ups = {
      trackResponse: { shipment: [{ inquiryNumber: '1Z', package: [{ trackingNumber: '1Z9', activity }] }] },
    };
    expect(first(map('carriers', ups), 'lgt.tracking_event')).toMatchObject({
      ...{
        carrier: 'ups',
        tracking_no: '1Z9',
        status: 'delivered',
        at: '2026-03-01T07:13:56.000Z',
        location: { country: 'US' },
      },
    });
  });
});

describe('webhooks of declared sources', () => {
  const request = (headers: Record<string, string>, body: string) => ({
    source: 'x',
    headers,
    body: Buffer.from(body),
  });
  const hmac = (secret: string, text: string, encoding: 'hex' | 'base64') =>
    createHmac('sha256', secret).update(text).digest(encoding);
  const body = '{"shop_id":"7","timestamp":1772000000,"data":{"id":"55"},"user_id":"9","id":"n1"}';

  it.each([
    [
      'woocommerce',
      's',
      { 'x-wc-webhook-signature': hmac('s', body, 'base64'), 'x-wc-webhook-delivery-id': 'd1' },
    ],
    ['tiendanube', 's', { 'x-linkedstore-hmac-sha256': hmac('s', body, 'hex') }],
    ['tiktok_shop', 'key1:s', { authorization: hmac('s', `key1${body}`, 'hex') }],
    [
      'shopee',
      's',
      { host: 'in.example', authorization: hmac('s', `https://in.example/ingest/shopee|${body}`, 'hex') },
    ],
    [
      'mercadopago',
      's',
      {
        'x-request-id': 'r1',
        'x-signature': `ts=1772000000,v1=${hmac('s', 'id:55;request-id:r1;ts:1772000000;', 'hex')}`,
      },
    ],
    [
      'bamboohr',
      's',
      { 'x-bamboohr-timestamp': '1772000000', 'x-bamboohr-signature': hmac('s', `${body}1772000000`, 'hex') },
    ],
    ['apideck', 's', { 'x-apideck-signature': hmac('s', body, 'hex') }],
  ])('%s: its own scheme, and nothing else', (name, secret, headers) => {
    const { verify, describe: say } = sources.get(name)!.webhook!;
    expect(verify(request(headers, body), secret)).toBe(true);
    expect(verify(request(headers, body), `${secret}x`)).toBe(false);
    expect(verify(request({}, body), secret)).toBe(false);
    if (name !== 'mercadopago') expect(verify(request(headers, `${body} `), secret)).toBe(false);
    else expect(verify(request(headers, body.replace('55', '56')), secret)).toBe(false);
    expect(say(request(headers, body)).id).not.toBe('');
  });

  it('say when they were sent', () => {
    expect(sources.get('shopee')!.webhook!.describe(request({}, body))).toMatchObject({
      account: '7',
      sentAt: '2026-02-25T06:13:20.000Z',
    });
  });

  it('PayPal: RSA over id, time, webhook and checksum', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const text = '{"id":"WH-1","event_type":"PAYMENT.SALE.COMPLETED"}';
    const signed = `t1|2026-03-01T00:00:00Z|HOOK|${crc32(Buffer.from(text))}`;
    const headers = {
      ...{ 'paypal-transmission-id': 't1', 'paypal-transmission-time': '2026-03-01T00:00:00Z' },
      'paypal-transmission-sig': createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64'),
    };
    const secret = `HOOK:${publicKey.export({ type: 'spki', format: 'pem' })}`;
    const { verify, describe: say } = sources.get('paypal')!.webhook!;
    expect(verify(request(headers, text), secret)).toBe(true);
    expect(verify(request(headers, text), secret.replace('HOOK', 'OTHER'))).toBe(false);
    expect(verify(request(headers, `${text} `), secret)).toBe(false);
    expect(verify(request(headers, text), 'HOOK:no key')).toBe(false);
    expect(say(request(headers, text))).toMatchObject({ id: 'WH-1', sentAt: '2026-03-01T00:00:00Z' });
  });

  it('eBay: ECDSA over the body', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const text =
      '{"metadata":{"topic":"ORDER"},"notification":{"notificationId":"n1","publishDate":"2026-03-01T00:00:00Z"}}';
    const signature = createSign('SHA1').update(text).sign(privateKey, 'base64');
    const headers = {
      'x-ebay-signature': Buffer.from(JSON.stringify({ kid: 'k', signature })).toString('base64'),
    };
    const { verify, describe: say } = sources.get('ebay')!.webhook!;
    const pem = String(publicKey.export({ type: 'spki', format: 'pem' }));
    expect(verify(request(headers, text), pem)).toBe(true);
    expect(verify(request(headers, `${text} `), pem)).toBe(false);
    expect(verify(request({}, text), pem)).toBe(false);
    expect(say(request(headers, text)).id).toBe('n1');
  });
});

describe('returns and settlements of marketplaces without public samples', () => {
  it('SHEIN: a return of several pieces, a check order that adds up', () => {
    const goods = (goodsId: number) => ({
      goodsId,
      goodsSn: 'TEA',
      currency: 'USD',
      sellerCurrencyPrice: 9.5,
      returnReasonList: [{ reason: 'late' }],
    });
    const detail = {
      returnOrderNo: 'R1',
      returnOrderStatus: 3,
      orderNo: 'G1',
      requestReturnTime: '2026-03-01 08:00:00',
      returnGoodsInfoList: [goods(1), goods(2)],
    };
    expect(first(map('shein', { info: [detail] }), 'trade.return')).toMatchObject({
      ...{
        return_id: 'shein_test:R1',
        status: 'in_transit',
        requested_at: '2026-03-01T00:00:00.000Z',
        refund: { amount: '19.0', currency: 'USD' },
      },
      lines: [{ line_id: '1' }, { line_id: '2' }],
    });
    const item = {
      skuCode: 'I1',
      sellerCurrencyPrice: 20,
      commissionAmount: 2,
      performanceCost: 1.5,
      incomeAmount: 16,
    };
    const order = {
      checkOrderNo: 'C1',
      bzOrderNo: 'G1',
      currencyCode: 'USD',
      completedPayTime: '2026-03-02 08:00:00',
      itemList: [item],
    };
    expect(bodiesOf(map('shein', { info: order }), 'fin.settlement_line.v1')).toMatchObject([
      { pnl_code: 'R100', amount: { amount: '20' } },
      { pnl_code: 'C200', amount: { amount: '-2' } },
      { pnl_code: 'C220', amount: { amount: '-1.5' } },
      { pnl_code: 'unmapped', raw_type: 'rest', amount: { amount: '-0.5' } },
    ]);
  });

  it('Temu: after-sales of an order', () => {
    const row = {
      parentAfterSalesSn: 'A1',
      parentOrderSn: 'PO-1',
      parentAfterSalesStatus: 3,
      afterSalesType: 2,
      createAt: 1772000000,
      updateAt: 1772000100,
    };
    expect(first(map('temu', { result: { data: [row] } }), 'trade.return')).toMatchObject({
      ...{
        return_id: 'temu_test:A1',
        order_id: 'temu_test:PO-1',
        status: 'received',
        reason_code: 'return_and_refund',
        lines: [],
      },
    });
  });

  it('AliExpress: a dispute, and money released after fees', () => {
    const issue = {
      issue_id: 5,
      order_id: 31,
      parent_order_id: 30,
      issue_status: 'processing',
      gmt_create: '2026-03-01 01:30:00',
      reason_english: 'Damaged',
    };
    const list = {
      aliexpress_issue_issuelist_get_response: { result: { data_list: { issue_api_issue_dto: [issue] } } },
    };
    expect(first(map('aliexpress', list), 'trade.return')).toMatchObject({
      order_id: 'aliexpress_test:30',
      status: 'requested',
      reason_code: 'Damaged',
      requested_at: '2026-03-01T09:30:00.000Z',
    });
    const loan = {
      id: 30,
      order_amount: { amount: '30.50' },
      escrow_fee: { amount: '2.44' },
      loan_info: { loan_time: '2026-03-10 01:00:00', loan_amount: { amount: '28.00', currency_code: 'EUR' } },
    };
    const events = map('aliexpress', loan);
    expect(sumOf(events).toFixed()).toBe('28');
    expect(bodiesOf(events, 'fin.settlement_line.v1').map(({ pnl_code }) => pnl_code)).toEqual([
      'R100',
      'C200',
      'unmapped',
    ]);
  });

  it('Falabella: an item on its way back, a statement', () => {
    const item = {
      OrderItemId: 7,
      OrderId: 3,
      Sku: 'TEA',
      ReturnStatus: 'return_shipped_by_customer',
      Currency: 'CLP',
      PaidPrice: '9990',
      UpdatedAt: '2026-03-01 09:00:00',
    };
    expect(
      first(
        map('falabella', { SuccessResponse: { Body: { OrderItems: { OrderItem: item } } } }),
        'trade.return',
      ),
    ).toMatchObject({ status: 'in_transit', refund: { amount: '9990', currency: 'CLP' } });
    const PayoutStatus = {
      StatementNumber: 'S-1',
      CreatedAt: '2026-03-01 09:00:00',
      UpdatedAt: '2026-03-01 09:00:00',
      OpeningBalance: '100',
      ClosingBalance: '900',
      ItemRevenue: '1000',
      FeesTotal: '-150',
      Refunds: '-40',
    };
    expect(sumOf(map('falabella', { SuccessResponse: { Body: { PayoutStatus } } })).toFixed()).toBe('800');
  });

  it('feeds of the market: rows of a table', () => {
    expect(
      map(
        'market_feeds',
        'platform,topic,window_start,mentions,engagement\ntiktok,glass teapot,2026-03-01 10:00:00,120,900\n',
      )[0]!.body,
    ).toMatchObject({ topic: 'glass teapot', mentions: 120 });
    expect(
      map('market_feeds', 'marketplace,term,date,rank,skus\namazon_us,teapot,2026-03-01,4,TEA|POT\n')[0]!
        .body,
    ).toMatchObject({ rank: 4, skus: ['TEA', 'POT'] });
    expect(
      map(
        'market_feeds',
        'marketplace,category,rank,item,at\namazon_us,Kitchen,4,B01,2026-03-01T10:00:00Z\n',
      )[0]!.body,
    ).toMatchObject({ rank: 4, item: 'B01' });
    expect(
      map(
        'market_feeds',
        'marketplace,competitor,item,price,currency,at\namazon_us,ACME,B01,19.90,USD,2026-03-01T10:00:00Z\n',
      )[0]!.body,
    ).toMatchObject({ price: { amount: '19.90', currency: 'USD' } });
  });
});
