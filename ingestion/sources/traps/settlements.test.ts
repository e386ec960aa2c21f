import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal } from '#warehouse';
import type { OutgoingEvent } from '../../producer/index.ts';
import { mapDeclared, sumOf } from '../testing/declared.ts';
import { bodiesOf } from '../testing/samples.ts';

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

  it.each(['American', 'European'])('of Amazon’s settlement report, %s', (writing) => {
    const written = (amount: string) =>
      writing === 'American' ? amount : amount.replace('.', ',').replace(/(\d)(\d{3}),/, '$1.$2,');
    const at = (day: string, clock: string) =>
      writing === 'American' ? `2026-03-${day} ${clock} UTC` : `${day}.03.2026 ${clock} UTC`;
    fc.assert(
      fc.property(fc.array(fc.tuple(cents, cents), { maxLength: 5 }), cents, (rows, total) => {
        const header =
          'settlement-id\tdeposit-date\ttotal-amount\tcurrency\ttransaction-type\torder-id\tposted-date\tsku\tprice-type\tprice-amount\titem-related-fee-type\titem-related-fee-amount';
        const lines = rows.map(
          ([price, fee], number) =>
            `9\t\t\t\tOrder\t111-0000000-000000${number}\t${at('01', '10:00:00')}\tTEA\tPrincipal\t${written(price)}\tCommission\t${written(fee)}`,
        );
        const head = `9\t${at('03', '00:00:00')}\t${written(total)}\tUSD\t\t\t\t\t\t\t\t`;
        const events = mapOrNone('amazon', [header, head, ...lines].join('\n'));
        expect(sumOf(events).eq(decimal(total))).toBe(true);
        for (const { body } of events) expect(body).toMatchObject({ deposit_date: '2026-03-03' });
      }),
    );
  });

  it('of Amazon’s flat file V2, each amount under its own code', () => {
    const header =
      'settlement-id\tdeposit-date\ttotal-amount\tcurrency\ttransaction-type\torder-id\tamount-type\tamount-description\tamount\tposted-date-time';
    const row = (type: string, description: string, amount: string) =>
      `9\t\t\t\tOrder\t111-1\t${type}\t${description}\t${amount}\t2026-03-01 10:00:00 UTC`;
    const table = [
      header,
      '9\t2026-03-03 00:00:00 UTC\t18.00\tUSD\t\t\t\t\t\t',
      row('ItemPrice', 'Principal', '20.00'),
      row('ItemFees', 'Commission', '-2.00'),
    ].join('\n');
    const lines = bodiesOf([...mapDeclared('amazon', table)], 'fin.settlement_line.v1');
    expect(lines.map((line) => [line.pnl_code, (line.amount as { amount: string }).amount])).toEqual([
      ['R100', '20.00'],
      ['C200', '-2.00'],
    ]);
  });

  /** All columns zero is nothing to settle. */
  function mapOrNone(name: string, payload: unknown): OutgoingEvent[] {
    try {
      return mapDeclared(name, payload);
    } catch (error) {
      if (/holds nothing to map/.test(String(error))) return [];
      throw error;
    }
  }
});
