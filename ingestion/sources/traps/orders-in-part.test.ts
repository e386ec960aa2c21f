import { describe, expect, it } from 'vitest';
import { first, mapDeclared, sumOf } from '../testing/declared.ts';
import { bodiesOf } from '../testing/samples.ts';

const amountsOf = (events: ReturnType<typeof mapDeclared>) =>
  bodiesOf([...events], 'fin.settlement_line.v1').map((line) => [
    line.pnl_code,
    (line.amount as { amount: string }).amount,
  ]);

describe('Shopee', () => {
  const item = (id: number, original: number, discounted: number | null, quantity: number, more = {}) => ({
    ...{ item_id: id, model_id: 0, item_name: 'Tea', item_sku: `TEA-${id}` },
    ...{ model_original_price: original, model_discounted_price: discounted },
    ...{ model_quantity_purchased: quantity, ...more },
  });
  const order = (more: object) => ({
    response: {
      order_list: [
        {
          ...{ order_sn: '26A', order_status: 'COMPLETED', region: 'SG', currency: 'SGD', total_amount: 70 },
          ...{ create_time: 1772000000, update_time: 1772000100, recipient_address: { region: 'SG' } },
          ...more,
        },
      ],
    },
  });

  it('tells what the seller takes off, by line and in all; of a bundle it is not known', () => {
    const item_list = [
      item(1, 30, 25, 2),
      item(2, 20, null, 1),
      item(3, 10, 0, 1, { promotion_type: 'bundle_deal' }),
      item(4, 5, 0, 1, { promotion_type: 'add_on_free_gift_sub' }),
    ];
    const mapped = first(mapDeclared('shopee', order({ item_list })), 'trade.order');
    expect(mapped.totals).toMatchObject({
      ...{ items: { amount: '95' }, discount_seller: { amount: '15' }, discount_platform: { amount: '0' } },
    });
    const lines = mapped.lines as { discount: { amount: string } }[];
    expect(lines.map(({ discount }) => discount.amount)).toEqual(['10', '0', '0', '5']);
    const vouchers = { item_list, voucher_from_seller: 3, voucher_from_shopee: 4, coins: 1 };
    expect(first(mapDeclared('shopee', order(vouchers)), 'trade.order').totals).toMatchObject({
      ...{ discount_seller: { amount: '18' }, discount_platform: { amount: '5' } },
    });
  });

  it('an escrow without the newer names of its prices', () => {
    const order_income = {
      ...{ escrow_amount: 80, original_price: 100, order_seller_discount: 10, voucher_from_seller: 5 },
      commission_fee: 5,
    };
    const events = mapDeclared('shopee', { response: { order_sn: '26A', order_income } });
    expect(amountsOf(events)).toEqual([
      ['R100', '100'],
      ['R200', '-10'],
      ['R200', '-5'],
      ['C200', '-5'],
    ]);
    const newer = { ...order_income, order_original_price: 100, original_price: 120, seller_discount: 10 };
    expect(amountsOf(mapDeclared('shopee', { response: { order_sn: '26A', order_income: newer } }))).toEqual(
      amountsOf(events),
    );
    expect(sumOf(events).toFixed()).toBe('80');
  });
});

describe('Walmart', () => {
  const state = (status: string, amount?: string) => ({
    status,
    statusQuantity: amount === undefined ? null : { unitOfMeasurement: 'EACH', amount },
  });
  const charge = (chargeType: string, amount: number, tax: number) => ({
    chargeType,
    chargeAmount: { currency: 'USD', amount },
    tax: { taxName: 'Tax1', taxAmount: { currency: 'USD', amount: tax } },
  });
  const line = (lineNumber: string, amount: string, ...orderLineStatus: object[]) => ({
    ...{ lineNumber, item: { productName: 'Tea', sku: 'TEA' }, statusDate: 1772000000000 },
    charges: { charge: [charge('PRODUCT', 30, 2), charge('DISCOUNT', -10, 0)] },
    orderLineQuantity: { unitOfMeasurement: 'EACH', amount },
    orderLineStatuses: { orderLineStatus },
  });
  const mapped = (...orderLine: object[]) => {
    const order = {
      ...{ purchaseOrderId: '123', customerOrderId: '98', customerEmailId: 'a@example.com' },
      ...{ orderDate: 1771000000000, orderLines: { orderLine } },
      shippingInfo: { postalAddress: { country: 'USA' } },
    };
    const body = first(mapDeclared('walmart', { list: { elements: { order: [order] } } }), 'trade.order');
    const lines = body.lines as Record<'discount' | 'tax' | 'unit_price', { amount: string }>[];
    return {
      status: body.status,
      lines: lines.map(({ discount, tax, unit_price, ...each }) => {
        const { line_id, qty, status } = each as Record<string, unknown>;
        return [line_id, qty, status, unit_price.amount, discount.amount, tax.amount].join(' ');
      }),
    };
  };

  it('a line of which parts are in different states is as many lines, to the cent', () => {
    const three = line('1', '3', state('Shipped', '1'), state('Acknowledged', '1'), state('Cancelled', '1'));
    expect(mapped(three)).toEqual({
      status: 'partially_shipped',
      lines: [
        '1 1 shipped 10 3.33 0.67',
        '1:Acknowledged 1 open 10 3.34 0.66',
        '1:Cancelled 1 cancelled 10 3.33 0.67',
      ],
    });
    // Two parcels are one state; what no state names is open.
    expect(mapped(line('1', '4', state('Shipped', '1'), state('Shipped', '2'))).lines).toEqual([
      '1 3 shipped 7.5 7.5 1.5',
      '1:rest 1 open 7.5 2.5 0.5',
    ]);
  });

  it('is one line where the states do not say how much, or say too much', () => {
    const whole = ['1 3 open 10 10 2'];
    expect(mapped(line('1', '3', state('Shipped'), state('Acknowledged'))).lines).toEqual(whole);
    expect(mapped(line('1', '3', state('Shipped', '3'), state('Acknowledged', '3'))).lines).toEqual(whole);
    expect(mapped(line('1', '3', state('Delivered', '3')))).toEqual({
      status: 'delivered',
      lines: ['1 3 shipped 10 10 2'],
    });
  });
});

describe('Mercado Libre', () => {
  const of = (full_unit_price: number | null, quantity: number) => ({
    item: {
      id: `MLB${quantity}`,
      title: 'Tea',
      variation_id: null,
      seller_sku: null,
      seller_custom_field: null,
    },
    ...{ quantity, unit_price: 50, full_unit_price, sale_fee: null },
  });
  const payment = (id: number, transaction_amount_refunded: number) => ({
    ...{ id, order_id: 2000003508419013, currency_id: 'BRL', status: 'approved', transaction_amount: 150 },
    ...{ transaction_amount_refunded, marketplace_fee: null, date_approved: '2026-03-01T09:35:00.000-04:00' },
    ...{ date_created: '2026-03-01T09:34:59.000-04:00', date_last_modified: '2026-03-02T09:00:00.000-04:00' },
  });
  const order = {
    ...{ id: 2000003508419013, status: 'paid', status_detail: null, pack_id: null, currency_id: 'BRL' },
    ...{ date_created: '2026-03-01T09:34:59.000-04:00', date_closed: null, last_updated: null },
    ...{ date_last_updated: '2026-03-01T09:37:20.000-04:00', total_amount: 150, paid_amount: 150 },
    ...{ order_items: [of(null, 2), of(60, 1)], payments: null, shipping: { id: null }, cancel_detail: null },
    ...{
      taxes: { amount: null },
      context: { site: 'MLB' },
      buyer: { id: 1 },
      seller: { id: 2 },
      coupon: null,
    },
  };

  it('an order of which much is not said', () => {
    const body = first(mapDeclared('mercadolibre', order), 'trade.order');
    expect(body).toMatchObject({
      ...{ channel_status: 'paid', marketplace: 'meli_br' },
      totals: { items: { amount: '160' }, discount_seller: { amount: '10' }, total: { amount: '150' } },
      lines: [
        { unit_price: { amount: '50' }, discount: { amount: '0' } },
        { unit_price: { amount: '60' }, discount: { amount: '10' } },
      ],
    });
    expect(body).not.toHaveProperty('pack_id');
    expect(body.shipment).toBeUndefined();
    const status_detail = { code: 'unpaid', description: 'Nobody paid' };
    const cancelled = mapDeclared('mercadolibre', {
      results: [{ ...order, status: 'cancelled', status_detail }],
    });
    expect(first(cancelled, 'trade.order')).toMatchObject({
      ...{ status: 'cancelled', channel_status: 'cancelled:unpaid' },
    });
  });

  it('a shipment that has left', () => {
    const shipment = {
      ...{ id: 431, order_id: 2000003508419013, sender_id: 2, site_id: 'MLB', status: 'delivered' },
      ...{ order_cost: 150, tracking_number: 'MEL1', tracking_method: 'MEL', logistic_type: 'xd_drop_off' },
      ...{ last_updated: '2026-03-05T10:00:00.000-04:00', substatus: null, type: 'forward' },
      receiver_address: { country: { id: 'BR' }, state: { name: 'Bahia' }, zip_code: '40000000' },
      status_history: {
        date_shipped: '2026-03-02T10:00:00.000-04:00',
        date_delivered: '2026-03-05T09:00:00.000-04:00',
      },
    };
    expect(first(mapDeclared('mercadolibre', shipment), 'lgt.shipment')).toMatchObject({
      ...{ shipment_id: 'mercado_libre_test:431', order_ids: ['mercado_libre_test:2000003508419013'] },
      ...{ leg: 'last_mile', tracking_no: 'MEL1', to: { country: 'BR', postal_prefix: '400' }, packages: [] },
      ...{ shipped_at: '2026-03-02T14:00:00.000Z', delivered_at: '2026-03-05T13:00:00.000Z' },
    });
    const waiting = { ...shipment, status: 'ready_to_ship', status_history: { date_shipped: null } };
    expect(mapDeclared('mercadolibre', waiting)).toEqual([]);
  });

  it('what is given back of a payment is a refund', () => {
    const events = mapDeclared('mercadolibre', { ...order, payments: [payment(1, 0), payment(2, 20)] });
    expect(bodiesOf([...events], 'pay.payment.v1')).toHaveLength(2);
    expect(bodiesOf([...events], 'trade.refund.v1')).toEqual([
      expect.objectContaining({
        ...{ refund_id: 'mercadolibre:2:refund', order_id: 'mercado_libre_test:2000003508419013' },
        ...{ amount: { amount: '20', currency: 'BRL' }, processed_at: '2026-03-02T13:00:00.000Z' },
      }),
    ]);
  });
});

it.each([
  ['ebay', { href: 'https://api.ebay.com', total: 0, limit: 50, offset: 0, orders: [] }],
  ['mercadolibre', { query: '478', results: [], paging: { total: 0, offset: 0, limit: 50 } }],
  ['paypal', { transaction_details: [], page: 1, total_items: 0, total_pages: 0 }],
  ['walmart', { list: { meta: { totalCount: 0, limit: 10 }, elements: { order: [] } } }],
])('an empty page of %s holds nothing', (source, page) => {
  expect(mapDeclared(source, page)).toEqual([]);
});
