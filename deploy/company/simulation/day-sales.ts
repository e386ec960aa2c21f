import { midnight } from '../days.ts';
import { Random } from '../random.ts';
import type { Costs } from '../world/costs.ts';
import type { Customers } from '../world/customers.ts';
import { hourlyProfile } from '../world/markets.ts';
import type { Shop } from '../world/shops.ts';
import type { World } from '../world/world.ts';
import type { Day, Portion } from './day-step.ts';
import type { Emit } from './item.ts';
import { emitOrder } from './order-events.ts';
import { emitParcel } from './parcel-events.ts';
import { type Plan, rateAt } from './plan.ts';
import { makeSale } from './sale.ts';
import { recordSale } from './sale-ledger.ts';
import { emitSettlement } from './settlement-events.ts';

export type SalesContext = { world: World; plan: Plan; customers: Customers; costs: Costs; emit: Emit };

/** Slices of a day: an hour in coarse history, ten seconds where every buyer is told, whatever the rate. */
const coarseSlices = 24;
const fineSlices = 8_640;

/** Share of a day's orders that lie before each slice of it. */
function profileOf(slices: number): readonly number[] {
  const total = hourlyProfile.reduce((sum, part) => sum + part, 0);
  const perHour = slices / 24;
  const shares = [0];
  for (let slice = 0; slice < slices; slice++) {
    shares.push(shares[slice]! + hourlyProfile[Math.floor(slice / perHour)]! / perHour / total);
  }
  return shares;
}

const coarseProfile = profileOf(coarseSlices);
const fineProfile = profileOf(fineSlices);

/**
 * The orders of one day, drawn slice by slice as the clock gets there: a day at a high rate would not fit into
 * memory at once. Slices are parts of the shop's own day.
 */
export class DaySales {
  private readonly context: SalesContext;
  private readonly day: number;
  private readonly profile: readonly number[];
  /** By shop: what each order takes, in the order in which buyers come. */
  private readonly baskets: readonly (readonly Portion[])[][];
  /** By shop: the next slice to draw. */
  private readonly next: number[];

  constructor(context: SalesContext, { day, portions }: Day) {
    const { world, plan } = context;
    this.context = context;
    this.day = day;
    this.profile = day < plan.denseDay ? coarseProfile : fineProfile;
    this.baskets = portions.map((own, shop) =>
      fill(own, new Random(world.settings.seed, 'baskets', shop, day)),
    );
    this.next = world.shops.map(() => 0);
  }

  /** Draws every slice that has begun by `to`. True when the day is told to its end. */
  advance(to: number): boolean {
    const slices = this.profile.length - 1;
    let open = false;
    for (const shop of this.context.world.shops) {
      const start = midnight(shop.zone, this.day);
      const width = (midnight(shop.zone, this.day + 1) - start) / slices;
      let slice = this.next[shop.index]!;
      while (slice < slices && start + slice * width <= to) {
        this.draw(shop, slice, start + slice * width, width);
        slice++;
      }
      this.next[shop.index] = slice;
      open ||= slice < slices;
    }
    return !open;
  }

  private draw(shop: Shop, slice: number, from: number, width: number): void {
    const baskets = this.baskets[shop.index]!;
    const factor = rateAt(this.context.plan, from);
    const first = Math.round(baskets.length * factor * this.profile[slice]!);
    const end = Math.round(baskets.length * factor * this.profile[slice + 1]!);
    if (end <= first) return;
    // Far beyond what the company could sell this is a load generator: its orders live for seconds, not weeks.
    const haste = factor > 20 ? 1 / 200_000 : 1;
    const random = new Random(this.context.world.settings.seed, 'sales', shop.index, this.day, slice);
    for (let number = 0; number < end - first; number++) {
      const placedAt = Math.ceil(from + (random.next() * 0.98 + 0.01) * width);
      const portions = baskets[(first + number) % baskets.length]!;
      this.tell(shop, slice * 100_000 + number, placedAt, portions, random, haste);
    }
  }

  private tell(
    shop: Shop,
    sequence: number,
    placedAt: number,
    portions: readonly Portion[],
    random: Random,
    haste: number,
  ): void {
    const { world, plan, customers, costs, emit } = this.context;
    const sale = makeSale(world, customers, random, shop, this.day, sequence, placedAt, portions, haste);
    emitOrder(plan, sale, emit);
    emitParcel(world, plan, sale, emit);
    emitSettlement(world, sale, emit);
    recordSale(world, costs, sale, emit);
  }
}

/** One line to most orders, two or three to some. */
function fill(portions: readonly Portion[], random: Random): Portion[][] {
  const baskets: Portion[][] = [];
  for (let at = 0; at < portions.length; ) {
    const wanted = random.chance(0.82) ? 1 : random.chance(0.72) ? 2 : 3;
    const merged = new Map<number, Portion>();
    for (const { offer, qty } of portions.slice(at, at + wanted)) {
      merged.set(offer, { offer, qty: qty + (merged.get(offer)?.qty ?? 0) });
    }
    baskets.push([...merged.values()]);
    at += wanted;
  }
  return baskets;
}
