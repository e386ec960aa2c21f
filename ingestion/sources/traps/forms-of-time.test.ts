import { describe, expect, it } from 'vitest';
import { shopify } from '../index.ts';
import { declaredSources, first, mapDeclared, sumOf } from '../testing/declared.ts';
import { mapSample } from '../testing/samples.ts';

describe('days and instants', () => {
  it('SAP: /Date(ms)/ of OData V2, ISO of V4, and the stamp of a replicated ledger', () => {
    const order = {
      ...{ PurchaseOrder: '45', PurchaseOrderType: 'NB', Supplier: '1', CompanyCode: '1010' },
      ...{ DocumentCurrency: 'EUR', to_PurchaseOrderItem: { results: [] } },
    };
    const v2 = {
      ...order,
      PurchaseOrderDate: '/Date(1772323200000)/',
      LastChangeDateTime: '/Date(1772359200000+0000)/',
    };
    const v4 = { ...order, PurchaseOrderDate: '2026-03-01', LastChangeDateTime: '2026-03-01T10:00:00Z' };
    const [old] = mapDeclared('sap', { d: { results: [v2] } });
    const [fresh] = mapDeclared('sap', { value: [v4] });
    expect(old).toEqual(fresh);
    expect(old).toMatchObject({
      time: '2026-03-01T10:00:00.000Z',
      body: { ordered_at: '2026-03-01T00:00:00.000Z' },
    });
    const ledger = {
      ...{ rldnr: '0L', rbukrs: '1010', belnr: '1', gjahr: '2026', docln: '1', racct: '4', awtyp: 'VBRK' },
      ...{ budat: '20260301', bldat: '20260228', timestamp: '20260301101010' },
      ...{ wsl: '10.00', rwcur: 'EUR', hsl: '10.00', rhcur: 'EUR' },
    };
    const [entry] = mapDeclared('sap', ledger);
    expect(entry).toMatchObject({
      time: '2026-03-01T10:10:10.000Z',
      body: { posting_date: '2026-03-01', doc_date: '2026-02-28' },
    });
  });

  it.each([
    ['3/1/2026', '2026-03-01T00:00:00.000Z'],
    ['12/31/2026 2:15 pm', '2026-12-31T14:15:00.000Z'],
    ['3/1/2026 12:05 AM', '2026-03-01T00:05:00.000Z'],
    ['2026-03-01', '2026-03-01T00:00:00.000Z'],
    ['2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
  ])('NetSuite: %s', (trandate, time) => {
    const line = {
      ...{ transaction: '5914', transactionline: '5', accountingbook: '1', account: '58', posting: 'T' },
      ...{ currency_symbol: 'USD', amount: '10.00', trandate },
    };
    expect(mapDeclared('netsuite', line)[0]).toMatchObject({
      time,
      body: { posting_date: time.slice(0, 10) },
    });
  });

  it.each(['31/12/2026', '2/30/2026', 'yesterday'])('NetSuite: %s is refused, never guessed', (trandate) => {
    const line = {
      ...{ transaction: '5914', transactionline: '5', account: '58', posting: 'T', amount: '10.00' },
      ...{ currency_symbol: 'USD', trandate },
    };
    expect(() => mapDeclared('netsuite', line)).toThrow(/is not an instant/);
  });
});

describe('one name for two things', () => {
  it('WooCommerce: what is deleted says only its id, its webhook says what it was', () => {
    const deleted = (object: string) =>
      mapSample(declaredSources.get('woocommerce')!, { value: Buffer.from('{"id":727}'), object });
    expect(deleted('order.deleted')).toMatchObject([
      { op: 'delete', body: { order_id: expect.stringMatching(/:727$/) } },
    ]);
    expect(deleted('product.deleted')).toMatchObject([
      { op: 'delete', body: { listing_id: expect.stringMatching(/:727$/) } },
    ]);
    expect(() => mapDeclared('woocommerce', { id: 727 })).toThrow();
  });

  it('Shopify: transactions of the balance are lines of a settlement, not payments', () => {
    const transactions = [
      { id: 1, type: 'charge', amount: '100.00', fee: '3.20', net: '96.80', source_order_id: 5 },
      { id: 2, type: 'refund', amount: '-40.00', fee: '-0.50', net: '-39.50', source_order_id: 5 },
      { id: 3, type: 'payout', amount: '-57.30', fee: '0.00', net: '-57.30', source_order_id: null },
    ].map((each) => ({
      ...each,
      ...{ currency: 'EUR', payout_id: 9, payout_status: 'paid', processed_at: '2026-03-01T10:00:00-05:00' },
    }));
    const events = mapSample(shopify, {
      value: Buffer.from(JSON.stringify({ transactions })),
    });
    expect(events.length).toBe(5);
    expect(sumOf(events).toFixed(2)).toBe('0.00');
    expect(first(events, 'fin.settlement_line')).toMatchObject({ pnl_code: 'R100' });
  });
});
