import { describe, expect, it } from 'vitest';
import { shopDirectory } from '../shops.ts';
import { declaredSources, first, mapDeclared } from '../testing/declared.ts';
import { bodiesOf, mapSample } from '../testing/samples.ts';

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
    expect(first(mapDeclared('tiktok_shop', text), 'trade.order')).toMatchObject({
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
    expect(first(mapDeclared('shopee', { response: [row] }), 'mkt.ad_performance')).toMatchObject({
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
    expect(first(mapDeclared('woocommerce', refund), 'trade.refund')).toMatchObject({
      ...{
        refund_id: 'woocommerce_test:9',
        order_id: 'woocommerce_test:723',
        processed_at: '2026-03-01T20:07:11.000Z',
      },
      ...{ amount: { amount: '10.00', currency: 'USD' }, tax: { amount: '2.00', currency: 'USD' } },
    });
  });

  it('Walmart: an order of which one line is shipped is shipped in part, charges are of the line', () => {
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
    expect(first(mapDeclared('walmart', { order }), 'trade.order')).toMatchObject({
      status: 'partially_shipped',
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
    expect(first(mapDeclared('mercadolibre', order), 'trade.order')).toMatchObject({
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
    expect(first(mapDeclared('ebay', xml), 'trade.order')).toMatchObject({
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
    expect(first(mapDeclared('google_ads', [{ results: [row] }]), 'mkt.ad_performance').spend).toEqual({
      amount: '1061.08362',
      currency: 'EUR',
    });
    const alone = shopDirectory([]);
    expect(() =>
      mapSample(declaredSources.get('google_ads')!, {
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
    expect(first(mapDeclared('ga4', payload), 'trf.traffic')).toMatchObject({
      sku: 'TEA',
      date: '2026-03-01',
      sessions: 12,
      sales: { amount: '9.9', currency: 'EUR' },
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
    const qty = (type: string) => first(mapDeclared('sap', { d: { results: [item(type)] } }), 'inv.movement');
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
    expect(
      bodiesOf(mapDeclared('epcis', { epcisBody: { eventList: [body] } }), 'inv.movement.v1'),
    ).toMatchObject([
      { sku: '0614141.107346', qty: '-1', type: 'transfer_out', at: '2026-03-01T15:00:00.000Z' },
      { sku: '4012345.012345', lot: '998877', qty: '-200.5' },
    ]);
  });

  it('MES: which machine it is says the topic alone', () => {
    const [count] = mapDeclared('mes', { timestamp_ms: 1772000000000, count: 10, scrap: 3 }, 'plant1/filler');
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
    expect(first(mapDeclared('fx_banks', bnm), 'fin.fx_rate')).toMatchObject({
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
    const [rate] = mapSample(declaredSources.get('fx_banks')!, { value: cbr });
    expect(rate!.body).toMatchObject({ base: 'AUD', quote: 'RUB', date: '2026-04-25', rate: '53.8359' });
    const bcb = {
      value: [
        { cotacaoVenda: 5.1234, dataHoraCotacao: '2026-03-02 13:09:26.433', tipoBoletim: 'Fechamento' },
      ],
    };
    expect(first(mapDeclared('fx_banks', bcb, 'usd'), 'fin.fx_rate')).toMatchObject({
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
    expect(first(mapDeclared('carriers', ups), 'lgt.tracking_event')).toMatchObject({
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
