import { describe, expect, it } from 'vitest';
import { first, mapDeclared, sumOf } from '../testing/declared.ts';
import { bodiesOf } from '../testing/samples.ts';

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
    expect(first(mapDeclared('shein', { info: [detail] }), 'trade.return')).toMatchObject({
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
    expect(bodiesOf(mapDeclared('shein', { info: order }), 'fin.settlement_line.v1')).toMatchObject([
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
    expect(first(mapDeclared('temu', { result: { data: [row] } }), 'trade.return')).toMatchObject({
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
    expect(first(mapDeclared('aliexpress', list), 'trade.return')).toMatchObject({
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
    const events = mapDeclared('aliexpress', loan);
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
        mapDeclared('falabella', { SuccessResponse: { Body: { OrderItems: { OrderItem: item } } } }),
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
    expect(sumOf(mapDeclared('falabella', { SuccessResponse: { Body: { PayoutStatus } } })).toFixed()).toBe(
      '800',
    );
  });

  it('feeds of the market: rows of a table', () => {
    expect(
      mapDeclared(
        'market_feeds',
        'platform,topic,window_start,mentions,engagement\ntiktok,glass teapot,2026-03-01 10:00:00,120,900\n',
      )[0]!.body,
    ).toMatchObject({ topic: 'glass teapot', mentions: 120 });
    expect(
      mapDeclared(
        'market_feeds',
        'marketplace,term,date,rank,skus\namazon_us,teapot,2026-03-01,4,TEA|POT\n',
      )[0]!.body,
    ).toMatchObject({ rank: 4, skus: ['TEA', 'POT'] });
    expect(
      mapDeclared(
        'market_feeds',
        'marketplace,category,rank,item,at\namazon_us,Kitchen,4,B01,2026-03-01T10:00:00Z\n',
      )[0]!.body,
    ).toMatchObject({ rank: 4, item: 'B01' });
    expect(
      mapDeclared(
        'market_feeds',
        'marketplace,competitor,item,price,currency,at\namazon_us,ACME,B01,19.90,USD,2026-03-01T10:00:00Z\n',
      )[0]!.body,
    ).toMatchObject({ price: { amount: '19.90', currency: 'USD' } });
  });
});
