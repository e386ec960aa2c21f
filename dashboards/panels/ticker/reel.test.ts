import { describe, expect, it } from 'vitest';
import type { TickerOrder } from '#client';
import { createReel } from './reel.ts';

const order = (number: number): TickerOrder => ({
  orderId: `o${number}`,
  channel: 'amazon',
  shopId: 'amazon_us',
  country: 'US',
  city: null,
  status: 'paid',
  units: '1',
  totalAmount: '1.00',
  currency: 'USD',
  placedAt: new Date(1_000_000 + number * 1_000).toISOString(),
});
const newestFirst = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, back) => order(from - back));

describe('createReel', () => {
  it('seats new orders over the oldest and moves the others down', () => {
    const reel = createReel(3);
    expect(reel.take(newestFirst(3, 1)).map(({ order }) => order.orderId)).toEqual(['o1', 'o2', 'o3']);
    expect([0, 1, 2].map(reel.placeOf)).toEqual([2, 1, 0]);
    expect(reel.take(newestFirst(4, 1)).map(({ seat, order }) => [seat, order.orderId])).toEqual([[0, 'o4']]);
    expect([0, 1, 2].map(reel.placeOf)).toEqual([0, 2, 1]);
  });

  it('takes the same list twice for no news, as after a snapshot', () => {
    const reel = createReel(3);
    reel.take(newestFirst(5, 1));
    expect(reel.take(newestFirst(5, 1))).toEqual([]);
  });

  it('does not take an order that was pushed out for a new one', () => {
    const reel = createReel(3);
    reel.take(newestFirst(3, 1));
    reel.take(newestFirst(4, 4));
    expect(reel.take([order(4), order(3), order(1)])).toEqual([]);
  });

  it('leaves seats empty until there are orders for them', () => {
    const reel = createReel(3);
    reel.take(newestFirst(1, 1));
    expect([0, 1, 2].map(reel.placeOf)).toEqual([0, undefined, undefined]);
  });
});
