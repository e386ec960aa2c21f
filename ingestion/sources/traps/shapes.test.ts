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
