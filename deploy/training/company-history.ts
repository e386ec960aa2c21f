import { dayOf, isoDay, weekday } from '../company/days.ts';
import { type DayState, initialState } from '../company/simulation/day-state.ts';
import { lineSizeFor, linesPerOrder, stepDay } from '../company/simulation/day-step.ts';
import { Demand, priceOn, promotionOn } from '../company/simulation/demand.ts';
import type { Plan } from '../company/simulation/plan.ts';
import { createWorld, type World } from '../company/world/world.ts';

export type HistorySettings = {
  seed: number;
  skus: number;
  from: string;
  /** The last day. */
  until: string;
  unitsPerDay: number;
  /** Orders a day that are written; fewer than there were make each stand for many. */
  ordersPerDay: number;
};

/** One day of a simulated company as rows of the models that features read, tab-separated. */
export type HistoryDay = { day: string; sales: string[]; ads: string[]; stock: string[] };

export function simulatedWorld({ seed, skus, from, unitsPerDay }: HistorySettings): World {
  return createWorld({ seed, skus, suppliers: 40, firstDay: dayOf(from), unitsPerDay });
}

/** Steps a company through its days without telling them as events: seconds for two years. */
export function* companyHistory(world: World, settings: HistorySettings): Generator<HistoryDay> {
  const plan: Plan = {
    firstDay: world.settings.firstDay,
    historyOrdersPerDay: settings.ordersPerDay,
    denseDay: Number.POSITIVE_INFINITY,
    denseOrdersPerDay: settings.ordersPerDay,
    rates: [],
    gaps: [],
  };
  const demand = new Demand(world);
  const lineSize = lineSizeFor(world, settings.ordersPerDay);
  const state = initialState(world, lineSize);
  for (const last = dayOf(settings.until); state.day < last; ) {
    const { day, portions, spend } = stepDay(world, plan, demand, state, lineSize);
    yield {
      day: isoDay(day),
      sales: salesOf(world, day, portions.flat()),
      ads: adsOf(world, day, spend),
      stock: weekday(day) === 6 ? stockOf(world, state) : [],
    };
  }
}

type Sold = { units: number; lines: number };

function salesOf(world: World, day: number, portions: readonly { offer: number; qty: number }[]): string[] {
  const sold = new Map<number, Sold>();
  for (const { offer, qty } of portions) {
    const before = sold.get(offer);
    sold.set(offer, { units: qty + (before?.units ?? 0), lines: 1 + (before?.lines ?? 0) });
  }
  const byKey = new Map<string, { units: number; lines: number; gross: number; discount: number }>();
  for (const [index, { units, lines }] of sold) {
    const offer = world.offers[index]!;
    const { channel, country, currency, digits } = offer.shop;
    const key = `${offer.sku.sku}\t${channel}\t${country}\t${currency}`;
    const total = byKey.get(key) ?? { units: 0, lines: 0, gross: 0, discount: 0 };
    const gross = (units * priceOn(world, offer, day)) / 10 ** digits;
    byKey.set(key, {
      units: total.units + units,
      lines: total.lines + lines,
      gross: total.gross + gross,
      discount: total.discount + gross * promotionOn(world, offer, day),
    });
  }
  return [...byKey].map(([key, { units, lines, gross, discount }]) => {
    const orders = Math.max(1, Math.round(lines / linesPerOrder));
    const amounts = [gross, discount, gross - discount].map((amount) => amount.toFixed(6));
    return [isoDay(day), key, units, orders, ...amounts].join('\t');
  });
}

function adsOf(world: World, day: number, spend: readonly number[]): string[] {
  return world.campaigns.map(({ id, index, platform, shop }) => {
    const amount = (spend[index]! / 10 ** shop.digits).toFixed(6);
    return [isoDay(day), platform, id, '', shop.channel, shop.country, shop.id, shop.currency, amount].join(
      '\t',
    );
  });
}

function stockOf(world: World, { day, stock, inbound }: DayState): string[] {
  return world.slots
    .filter(({ index, sku }) => stock[index]! > 0 || inbound[index]! > 0 || sku.launchDay <= day)
    .map(({ index, node, sku }) =>
      [isoDay(day), node.id, sku.sku, '', '', stock[index]!, inbound[index]!, `${isoDay(day)} 23:59:00`].join(
        '\t',
      ),
    );
}
