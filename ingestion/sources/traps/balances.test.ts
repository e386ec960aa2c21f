import { describe, expect, it } from 'vitest';
import { decimal } from '#warehouse';
import { first, mapDeclared, sumOf } from '../testing/declared.ts';
import { bodiesOf } from '../testing/samples.ts';

type Money = { amount: string; currency: string };
const linesOf = (events: ReturnType<typeof mapDeclared>) =>
  bodiesOf([...events], 'fin.settlement_line.v1').map(({ raw_type, pnl_code, amount }) => {
    const { amount: value, currency } = amount as Money;
    return [raw_type, pnl_code, decimal(value).toFixed(), currency].join(' ');
  });

describe('eBay: what moved on the account', () => {
  const money = (value: string, currency = 'USD') => ({ value, currency });
  const moved = (transactionType: string, bookingEntry: string, value: string, more: object = {}) => ({
    ...{ transactionId: '04-12087', transactionType, bookingEntry, amount: money(value) },
    ...{ transactionDate: '2026-03-01T10:00:00.000Z', transactionStatus: 'PAYOUT', payoutId: '65' },
    ...more,
  });
  const fees = (...marketplaceFees: { feeType: string; amount: object }[]) => ({
    orderLineItems: [{ lineItemId: '1', marketplaceFees }],
  });
  const order = { orderId: '04-12087' };

  it('a sale less its fees; a refund less the fees that are given back', () => {
    const of = (final: string, international: string) =>
      fees(
        { feeType: 'FINAL_VALUE_FEE', amount: money(final) },
        { feeType: 'INTERNATIONAL_FEE', amount: money(international) },
      );
    const sale = moved('SALE', 'CREDIT', '122.31', {
      ...{ ...order, totalFeeAmount: money('21.67') },
      ...of('19.37', '2.3'),
    });
    const refund = moved('REFUND', 'DEBIT', '122.31', {
      ...{ ...order, totalFeeAmount: money('21.67') },
      ...of('19.37', '2.3'),
    });
    const events = mapDeclared('ebay', { transactions: [sale, refund], total: 2 });
    expect(linesOf(events)).toEqual([
      'SALE R100 143.98 USD',
      'REFUND R210 -143.98 USD',
      'FINAL_VALUE_FEE C200 -19.37 USD',
      'INTERNATIONAL_FEE C200 -2.3 USD',
      'FINAL_VALUE_FEE C200 19.37 USD',
      'INTERNATIONAL_FEE C200 2.3 USD',
    ]);
    expect(new Set(events.map(({ body }) => body.line_id)).size).toBe(6);
    // One that is told without a list around it is the same.
    expect(sumOf(mapDeclared('ebay', refund)).toFixed()).toBe('-122.31');
  });

  it('fees of their own, charged and given back, by their names and orders', () => {
    const references = [
      { referenceId: '355', referenceType: 'ITEM_ID' },
      { referenceId: '04-12087', referenceType: 'ORDER_ID' },
    ];
    const charges = [
      moved('NON_SALE_CHARGE', 'DEBIT', '4.85', { feeType: 'AD_FEE', references }),
      moved('NON_SALE_CHARGE', 'CREDIT', '3.41', { feeType: 'AD_FEE', references }),
      moved('NON_SALE_CHARGE', 'DEBIT', '0.35', { feeType: 'INSERTION_FEE' }),
      moved('NON_SALE_CHARGE', 'DEBIT', '1.20', { feeType: 'FINAL_VALUE_FEE' }),
      moved('NON_SALE_CHARGE', 'DEBIT', '9.00', { feeType: 'A_NEW_FEE' }),
      moved('SHIPPING_LABEL', 'DEBIT', '5.00', order),
      moved('SHIPPING_LABEL', 'CREDIT', '5.00', order),
      moved('TRANSFER', 'CREDIT', '56.33'),
      moved('DISPUTE', 'DEBIT', '143.98', { ...order, transactionId: 'DISPUTE_HOLD-63' }),
      moved('CREDIT', 'CREDIT', '143.98', { ...order, transactionId: 'DISPUTE_HOLD_REVERSE-63-61' }),
      moved('CREDIT', 'CREDIT', '7.00'),
    ];
    const events = mapDeclared('ebay', { transactions: charges });
    expect(linesOf(events)).toEqual([
      'NON_SALE_CHARGE:AD_FEE C300 -4.85 USD',
      'NON_SALE_CHARGE:AD_FEE C300 3.41 USD',
      'NON_SALE_CHARGE:INSERTION_FEE C210 -0.35 USD',
      'NON_SALE_CHARGE:FINAL_VALUE_FEE C200 -1.2 USD',
      'NON_SALE_CHARGE:A_NEW_FEE unmapped -9 USD',
      'SHIPPING_LABEL C240 -5 USD',
      'SHIPPING_LABEL C240 5 USD',
      'TRANSFER balance 56.33 USD',
      'DISPUTE R220 -143.98 USD',
      'CREDIT R220 143.98 USD',
      'CREDIT C140 7 USD',
    ]);
    expect(first(events, 'fin.settlement_line').order_id).toBe('ebay_test:04-12087');
  });

  it('fees in the currency of the sale, which is paid out in another', () => {
    const sale = moved('SALE', 'CREDIT', '140.40', {
      ...{ ...order, amount: { ...money('140.40'), exchangeRate: '1.31869' } },
      totalFeeAmount: money('21.78', 'GBP'),
      ...fees({ feeType: 'FINAL_VALUE_FEE', amount: money('21.78', 'GBP') }),
    });
    const events = mapDeclared('ebay', { transactions: [sale] });
    expect(linesOf(events)).toEqual([
      'SALE R100 140.4 USD',
      'SALE R100 21.78 GBP',
      'FINAL_VALUE_FEE C200 -21.78 GBP',
    ]);
    expect(first(events, 'fin.settlement_line').platform_rate).toBe('1.31869');
  });

  it('what its fees leave of their total', () => {
    const totalFeeAmount = money('3.00');
    const some = fees({ feeType: 'FINAL_VALUE_FEE', amount: money('2.00') });
    const sale = mapDeclared('ebay', moved('SALE', 'CREDIT', '97.00', { ...order, totalFeeAmount, ...some }));
    expect(linesOf(sale).at(-1)).toBe('rest unmapped -1 USD');
    const refund = mapDeclared('ebay', moved('REFUND', 'DEBIT', '97.00', { ...order, totalFeeAmount }));
    expect(linesOf(refund)).toEqual(['REFUND R210 -100 USD', 'rest unmapped 3 USD']);
  });
});

describe('PayPal: the transaction search', () => {
  const money = (value: string) => ({ currency_code: 'EUR', value });
  const moved = (transaction_id: string, code: string, amount: string, more: object = {}) => ({
    transaction_info: {
      ...{ transaction_id, transaction_event_code: code, transaction_amount: money(amount) },
      ...{ transaction_status: 'S', transaction_initiation_date: '2026-03-01T10:00:00+0000' },
      ...{ transaction_updated_date: '2026-03-02T10:00:00+0000', ...more },
    },
    payer_info: { email_address: 'someone@example.com' },
  });
  const page = (...transaction_details: object[]) =>
    mapDeclared('paypal', { transaction_details, page: 1, total_pages: 1 });

  it('a payment and its refund, with their fees', () => {
    const events = page(
      moved('1AB', 'T0006', '120.00', { fee_amount: money('-3.78'), invoice_id: 'INV-1' }),
      moved('2CD', 'T1107', '-20.00', { fee_amount: money('0.58'), paypal_reference_id: '1AB' }),
    );
    expect(linesOf(events)).toEqual([
      'T0006 R100 120 EUR',
      'T1107 R210 -20 EUR',
      'T0006:fee C260 -3.78 EUR',
      'T1107:fee C260 0.58 EUR',
    ]);
    const [sale, refund] = bodiesOf([...events], 'pay.payment.v1');
    expect(sale).toMatchObject({
      ...{ payment_id: 'paypal:1AB', kind: 'sale', status: 'succeeded', order_id: 'INV-1' },
      ...{
        amount: { amount: '120.00', currency: 'EUR' },
        fee: { amount: '3.78' },
        net: { amount: '116.22' },
      },
      ...{ event_code: 'T0006', at: '2026-03-01T10:00:00.000Z' },
    });
    expect(refund).toMatchObject({
      ...{ kind: 'refund', amount: { amount: '20.00' }, fee: { amount: '-0.58' }, net: { amount: '-19.42' } },
      ...{ reference: '1AB' },
    });
  });

  it('what is neither: fees, payouts, holds, conversions, what is sent and what is not known', () => {
    const events = page(
      moved('1', 'T0106', '-15.00'),
      moved('2', 'T0403', '-500.00'),
      moved('3', 'T1110', '-20.00'),
      moved('4', 'T0200', '-10.00'),
      moved('5', 'T0006', '-30.00'),
      moved('6', 'T1900', '1.00'),
      moved('7', 'T1201', '-20.00'),
      moved('8', 'T0006', '9.00', { transaction_status: 'P' }),
      moved('9', 'T1300', '9.00'),
    );
    expect(linesOf(events)).toEqual([
      'T0106 C260 -15 EUR',
      'T0403 balance -500 EUR',
      'T1110 balance -20 EUR',
      'T0200 balance -10 EUR',
      'T0006 unmapped -30 EUR',
      'T1900 unmapped 1 EUR',
      'T1201 R220 -20 EUR',
    ]);
    expect(first(events, 'pay.payout')).toMatchObject({ amount: { amount: '500.00' }, status: 'paid' });
    const payments = bodiesOf([...events], 'pay.payment.v1');
    expect(payments.map(({ payment_id, kind, status }) => [payment_id, kind, status])).toEqual([
      ['paypal:8', 'sale', 'pending'],
      ['paypal:9', 'auth', 'succeeded'],
    ]);
  });

  it('an order that is told by webhook is the order that is asked for', () => {
    const capture = {
      ...{ id: '3C6', status: 'COMPLETED', amount: money('10.00') },
      ...{ create_time: '2026-03-01T10:00:00Z', update_time: '2026-03-01T10:00:00Z' },
    };
    const resource = {
      id: '5O1',
      status: 'COMPLETED',
      purchase_units: [{ payments: { captures: [capture] } }],
    };
    const told = { id: 'WH-1', event_type: 'CHECKOUT.ORDER.COMPLETED', resource };
    const asked = first(mapDeclared('paypal', resource), 'pay.payment');
    expect(first(mapDeclared('paypal', told), 'pay.payment')).toEqual(asked);
    expect(
      mapDeclared('paypal', { ...told, event_type: 'BILLING.SUBSCRIPTION.CREATED', resource: {} }),
    ).toEqual([]);
  });
});

it('TikTok Shop: a statement by its transactions, with what it does not explain', () => {
  const sale = {
    ...{ id: '1', type: 'ORDER', order_id: '57', order_create_time: 1772000000, adjustment_amount: '0' },
    ...{ revenue_amount: '50.00', fee_tax_amount: '-6.50', shipping_cost_amount: '-2.00' },
    settlement_amount: '41.50',
    revenue_breakdown: { subtotal_before_discount_amount: '55.00', seller_discount_amount: '-5.00' },
    fee_tax_breakdown: {
      fee: { platform_commission_amount: '-3.00', affiliate_commission_amount: '-2.00', a_new_fee: '-0.50' },
      tax: { vat_amount: '-1.00' },
    },
    shipping_cost_breakdown: {
      ...{ actual_shipping_fee_amount: '-5.00', shipping_fee_discount_amount: '3.00' },
      supplementary_component: { shipping_fee_subsidy_amount: '3.00' },
    },
  };
  const penalty = {
    ...{ id: '2', type: 'PLATFORM_PENALTY', adjustment_order_id: '57', order_create_time: null },
    ...{ adjustment_amount: '-4.00', settlement_amount: '-4.00' },
  };
  const data = { id: 'S1', create_time: 1772100000, currency: 'GBP', transactions: [sale, penalty] };
  const events = mapDeclared('tiktok_shop', { code: 0, data });
  expect(linesOf(events)).toEqual([
    'subtotal_before_discount_amount R100 55 GBP',
    'seller_discount_amount R200 -5 GBP',
    'actual_shipping_fee_amount C240 -5 GBP',
    'shipping_fee_discount_amount C240 3 GBP',
    'platform_commission_amount C200 -3 GBP',
    'affiliate_commission_amount C310 -2 GBP',
    'rest unmapped -0.5 GBP',
    'vat_amount R230 -1 GBP',
    'adjustment:PLATFORM_PENALTY C200 -4 GBP',
  ]);
  expect(sumOf(events).toFixed()).toBe('37.5');
  expect(new Set(events.map(({ body }) => body.line_id)).size).toBe(9);
  expect(new Set(events.map(({ body }) => body.settlement_id))).toEqual(new Set(['tiktok_shop_test:S1']));
  const paid = {
    ...{ id: 'P1', status: 'PAID', create_time: 1772100000, paid_time: 1772200000 },
    amount: { value: '37.50', currency: 'GBP' },
  };
  expect(first(mapDeclared('tiktok_shop', { data: { payments: [paid] } }), 'pay.payout')).toMatchObject({
    ...{ amount: { amount: '37.50', currency: 'GBP' }, status: 'paid', arrival: '2026-02-27' },
  });
});
