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

describe('BambooHR', () => {
  const person = {
    ...{ id: '1', firstName: 'Ada', lastName: 'L', jobTitle: 'Buyer', department: 'Supply' },
    ...{ hireDate: '2020-02-01', terminationDate: '0000-00-00', status: 'Active' },
    lastChanged: '2026-02-01T10:00:00+00:00',
  };
  const mapped = { employee_id: 'bamboohr:1', org: 'Supply', position: 'Buyer', hire_date: '2020-02-01' };

  it('one employee, and a report of which one has no day of hire yet', () => {
    const one = first(mapDeclared('bamboohr', person), 'hr.employee');
    expect(one).toMatchObject(mapped);
    expect(one).not.toHaveProperty('end_date');
    const employees = [person, { ...person, id: '2', hireDate: '0000-00-00' }];
    const events = mapDeclared('bamboohr', { title: 'R', fields: [{ id: 'hireDate' }], employees });
    expect(bodiesOf([...events], 'hr.employee.v1')).toHaveLength(1);
    expect(first(events, 'ops.raw_quarantine')).toMatchObject({
      ...{ record_id: 'raw.x/0/0', raw_topic: 'raw.x', object: 'report' },
      reason: expect.stringMatching(/no day of hire.*A record was set aside.*"id":"2"/),
    });
    expect(() => mapDeclared('bamboohr', { ...person, hireDate: null })).toThrow(/hire_date/);
  });

  it('the directory and the list of who changed say no more than that; who is gone is gone', () => {
    const { hireDate: _hired, ...listed } = { ...person, displayName: 'Ada L' };
    expect(mapDeclared('bamboohr', { fields: [{ id: 'displayName' }], employees: [listed] })).toEqual([]);
    const updated = { id: '1', action: 'Updated', lastChanged: '2026-02-01T10:00:00+00:00' };
    const latest = updated.lastChanged;
    expect(mapDeclared('bamboohr', { latest, employees: { 1: updated } })).toEqual([]);
    const gone = { ...updated, id: '2', action: 'Deleted' };
    const data = { companyId: '9', employeeId: '2' };
    const told = [
      { latest, employees: { 1: updated, 2: gone } },
      { type: 'employee.deleted', timestamp: latest, data },
      { employees: [{ id: '2', action: 'Deleted', timestamp: latest }] },
    ];
    for (const payload of told) {
      const events = mapDeclared('bamboohr', payload);
      expect(events.map(({ op, body, time }) => [op, body.employee_id, time])).toEqual([
        ['delete', 'bamboohr:2', '2026-02-01T10:00:00.000Z'],
      ]);
    }
    expect(mapDeclared('bamboohr', { ...told[1], type: 'employee.updated' })).toEqual([]);
  });
});

describe('Google Analytics', () => {
  const row = (date: string, sessions: string) => ({
    dimensionValues: [{ value: date }, { value: 'TEA' }],
    metricValues: [{ value: sessions }],
  });
  const report = {
    dimensionHeaders: [{ name: 'date' }, { name: 'itemId' }],
    metricHeaders: [{ name: 'sessions', type: 'TYPE_INTEGER' }],
    rows: [row('20260301', '7'), row('(other)', '3'), row('20260302', '5')],
    ...{ rowCount: 3, metadata: { currencyCode: 'EUR' }, kind: 'analyticsData#runReport' },
  };

  it('keeps the rows beside one that has no date', () => {
    const events = mapDeclared('ga4', report);
    const rows = bodiesOf([...events], 'trf.traffic.v1');
    expect(rows.map(({ date, sessions }) => [date, sessions])).toEqual([
      ['2026-03-01', 7],
      ['2026-03-02', 5],
    ]);
    const [aside, ...more] = bodiesOf([...events], 'ops.raw_quarantine.v1');
    expect(more).toEqual([]);
    expect(aside!.reason).toMatch(/date of a row is «\(other\)».*A record was set aside/);
    // What is kept can be sent again, and becomes the same.
    expect(mapDeclared('ga4', String(aside!.payload)).map(({ body }) => body)).toEqual(
      events.map(({ body }) => body),
    );
  });

  it('a report without rows is none', () => {
    const { rows: _rows, ...empty } = { ...report, rowCount: 0 };
    expect(mapDeclared('ga4', empty)).toEqual([]);
    expect(() => mapDeclared('ga4', { ...empty, rowCount: 5 })).toThrow(/none of the objects/);
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
