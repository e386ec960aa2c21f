import type { TickerOrder } from '#client';
import { RingBuffer } from '../../live/ring-buffer.ts';

export type Reel = {
  /** Takes a list of orders, newest first; returns those not seen before with the seats they now have, oldest first. */
  take(orders: readonly TickerOrder[]): { seat: number; order: TickerOrder }[];
  /** How far from the newest a seat is: 0 is the newest; undefined while the seat is empty. */
  placeOf(seat: number): number | undefined;
};

/** Seats orders in a ring: a new one takes the seat of the oldest, the others keep theirs and only move. */
export function createReel(seats: number): Reel {
  const orders = new RingBuffer<TickerOrder>(seats);
  let taken = 0;
  return {
    take(list) {
      const known = (order: TickerOrder) => orders.some(({ orderId }) => orderId === order.orderId);
      // An order older than all that are shown is not news, even if this screen never showed it.
      const oldest = orders.at(orders.size - 1)?.placedAt ?? '';
      const fresh = list
        .slice(0, seats)
        .filter((order) => !known(order) && (orders.size < seats || order.placedAt >= oldest))
        .reverse();
      return fresh.map((order) => {
        orders.push(order);
        return { seat: taken++ % seats, order };
      });
    },
    placeOf(seat) {
      if (seat >= orders.size) return undefined;
      const newest = (taken - 1) % seats;
      return (newest - seat + seats) % seats;
    },
  };
}
