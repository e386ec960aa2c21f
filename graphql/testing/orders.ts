import type { Warehouse } from '#warehouse';

/** Sixty orders of two shops and seven customers; ties and gaps in what they can be ordered by. */
export const orders = Array.from({ length: 60 }, (_, index) => ({
  order_id: `o${String(index).padStart(2, '0')}`,
  channel: index % 2 ? 'amazon' : 'shopify',
  shop_id: index % 3 === 0 ? 's1' : 's2',
  profit_center: 'PC1',
  country: 'DE',
  city: `City ${index}`,
  customer_key: `c${index % 7}`,
  status: 'placed',
  placed_at: `2026-03-01T00:00:0${index % 5}.000Z`,
  shipped_at: index % 4 === 0 ? null : `2026-03-02T00:00:00.00${index % 10}Z`,
  line_count: 1,
  units: '1.5000',
  currency: 'EUR',
  total_amount: `${index}.10`,
}));

/** Puts the orders and their customers into the tables of the small project. */
export async function insertOrders(warehouse: Warehouse): Promise<void> {
  await warehouse.insertRows('dwd_trd_order_acc', orders);
  await warehouse.insertRows(
    'ads_mbr_rfm',
    Array.from({ length: 7 }, (_, index) => ({
      customer_key: `c${index}`,
      shop_id: index < 4 ? 's1' : 's2',
      segment: 'loyal',
      order_count: '9007199254740991',
      score: index / 3,
    })),
  );
}
