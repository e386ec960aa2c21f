import { describe, expect, it } from 'vitest';
import { first, mapDeclared } from '../testing/declared.ts';
import { bodiesOf } from '../testing/samples.ts';

const refundsOf = (source: string, payload: object) =>
  bodiesOf([...mapDeclared(source, payload)], 'trade.refund.v1');

describe('a return that ended with money given back is a refund as well', () => {
  it('Shopee', () => {
    const returned = (status: string) => ({
      response: {
        ...{ return_sn: 'R1', order_sn: '26A', status, reason: 'NOT_RECEIPT', currency: 'SGD' },
        ...{ refund_amount: 13.97, create_time: 1772000000, update_time: 1772000100 },
        item: [{ item_id: 1, model_id: 2, variation_sku: 'TEA', amount: 1 }],
      },
    });
    expect(refundsOf('shopee', returned('ACCEPTED'))).toEqual([]);
    expect(refundsOf('shopee', returned('REFUND_PAID'))).toMatchObject([
      {
        ...{ refund_id: 'shopee_test:R1', order_id: 'shopee_test:26A', reason: 'NOT_RECEIPT' },
        ...{ amount: { amount: '13.97', currency: 'SGD' }, processed_at: '2026-02-25T06:15:00.000Z' },
      },
    ]);
  });

  it('TikTok Shop: goods, tax and shipping apart; a replacement gives nothing back', () => {
    const refund_amount = {
      ...{ currency: 'GBP', refund_total: '12.00', refund_subtotal: '10.00' },
      ...{ refund_shipping_fee: '1.50', refund_tax: '0.50' },
    };
    const returned = (return_status: string, more: object) => ({
      data: {
        return_orders: [
          {
            ...{ return_id: '1', order_id: '2', return_status, return_line_items: null },
            ...{ create_time: 1772000000, update_time: 1772000100, ...more },
          },
        ],
      },
    });
    const complete = 'RETURN_OR_REFUND_REQUEST_COMPLETE';
    expect(refundsOf('tiktok_shop', returned('AWAITING_BUYER_SHIP', { refund_amount }))).toEqual([]);
    expect(refundsOf('tiktok_shop', returned(complete, {}))).toEqual([]);
    expect(refundsOf('tiktok_shop', returned(complete, { refund_amount }))).toMatchObject([
      { amount: { amount: '10.00' }, tax: { amount: '0.50' }, shipping: { amount: '1.50' } },
    ]);
    const reverse = (reverse_type: number, reverse_status_value: number) => ({
      data: {
        reverse_list: [
          {
            ...{ reverse_order_id: '1', order_id: '2', reverse_type, reverse_status_value, currency: 'GBP' },
            ...{ refund_total: '5.00', reverse_request_time: 1772000000, return_item_list: [] },
          },
        ],
      },
    });
    expect(refundsOf('tiktok_shop', reverse(3, 50))).toHaveLength(1);
    expect(refundsOf('tiktok_shop', reverse(3, 1))).toEqual([]);
    // A cancellation is told by the order.
    expect(refundsOf('tiktok_shop', reverse(1, 100))).toEqual([]);
  });

  it('SHEIN', () => {
    const detail = (returnOrderStatus: number) => ({
      ...{ returnOrderNo: 'R1', returnOrderStatus, orderNo: 'G1', requestReturnTime: '2026-03-01 08:00:00' },
      returnGoodsInfoList: [
        { goodsId: 1, goodsSn: 'TEA', currency: 'USD', sellerCurrencyPrice: 9.5, returnReasonList: null },
      ],
    });
    expect(refundsOf('shein', { info: [detail(3)] })).toEqual([]);
    expect(refundsOf('shein', { info: [detail(5)] })).toMatchObject([{ amount: { amount: '9.5' } }]);
  });

  it('Falabella: by item; items that stay are told with their orders', () => {
    const item = (ReturnStatus: string) => ({
      ...{ OrderItemId: 7, OrderId: 3, OrderNumber: 30, Sku: 'TEA', ReturnStatus, Currency: 'CLP' },
      ...{ PaidPrice: '9990', UpdatedAt: '2026-03-01 09:00:00' },
    });
    const answer = (...OrderItem: object[]) => ({ SuccessResponse: { Body: { OrderItems: { OrderItem } } } });
    expect(refundsOf('falabella', answer(item('returned'), item('')))).toEqual([]);
    expect(refundsOf('falabella', answer(item('refunded')))).toMatchObject([
      { order_id: 'falabella_test:30', line_id: '7', amount: { amount: '9990', currency: 'CLP' } },
    ]);
    expect(mapDeclared('falabella', answer(item('')))).toEqual([]);
  });
});

it('Falabella: an order without its items is set aside, the others are mapped', () => {
  const order = {
    ...{ OrderNumber: 30, CreatedAt: '2026-03-01 09:00:00', UpdatedAt: '2026-03-01 09:00:00' },
    ...{ Statuses: [{ Status: 'pending' }], GrandTotal: '9990', AddressShipping: { Country: 'CL' } },
  };
  const item = {
    OrderItemId: 7,
    Sku: 'TEA',
    Name: 'Tea',
    Currency: 'CLP',
    ItemPrice: '9990',
    Status: 'pending',
  };
  const Order = [
    { ...order, OrderItems: { OrderItem: item } },
    { ...order, OrderNumber: 31 },
  ];
  const events = mapDeclared('falabella', { SuccessResponse: { Head: {}, Body: { Orders: { Order } } } });
  expect(bodiesOf([...events], 'trade.order.v1')).toHaveLength(1);
  expect(first(events, 'ops.raw_quarantine').reason).toMatch(/without its items/);
});

it('Falabella: an order of which one item is cancelled is not; countries have names', () => {
  const item = { OrderItemId: 7, Sku: 'TEA', Currency: 'CLP', ItemPrice: '9990', Status: 'delivered' };
  const order = (Statuses: unknown) => ({
    Order: {
      ...{ OrderNumber: 30, CreatedAt: '2026-03-01 09:00:00', UpdatedAt: '2026-03-01 09:00:00' },
      ...{ Statuses, GrandTotal: '9990', AddressShipping: null, OrderItems: { OrderItem: item } },
    },
  });
  const statusOf = (Statuses: unknown) =>
    first(mapDeclared('falabella', order(Statuses)), 'trade.order').status;
  expect(statusOf([{ Status: 'canceled' }, { Status: 'delivered' }])).toBe('delivered');
  expect(statusOf({ Status: ['canceled', 'shipped'] })).toBe('shipped');
  expect(statusOf({ Status: 'canceled' })).toBe('cancelled');
  const { Order } = order({ Status: 'pending' });
  const abroad = { Order: { ...Order, AddressShipping: { Country: 'Chile' } } };
  expect(first(mapDeclared('falabella', abroad), 'trade.order').ship_to).toMatchObject({ country: 'CL' });
});

it.each([
  ['shein', { code: '0', msg: 'OK', info: { orderList: [{ orderNo: 'G1', orderStatus: 1 }] } }],
  [
    'temu',
    { success: true, result: { totalItemNum: 1, pageItems: [{ parentOrderMap: {}, orderList: [] }] } },
  ],
  ['tiktok_shop', { code: 0, data: { orders: [], total_count: 0, next_page_token: '' } }],
  ['tiktok_shop', { code: 0, data: { cancellations: [{ cancel_id: '1', order_id: '2' }] } }],
  ['shopee', { response: { more: false, return: [] } }],
  ['shopee', { code: 29, shop_id: 9, timestamp: 1772000000, data: { return_sn: 'R', order_sn: '26A' } }],
  ['temu', { success: true, result: { total: 0, data: [] } }],
  ['walmart', { source: { eventType: 'PO_CREATED', eventId: '1' }, payload: { purchaseOrderId: '1' } }],
  ['falabella', { SuccessResponse: { Head: { TotalCount: '0' }, Body: { Orders: [] } } }],
])('a page of %s that says nothing by itself', (source, page) => {
  expect(mapDeclared(source, page)).toEqual([]);
});
