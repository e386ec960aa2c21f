import { dayLength, dayOf } from '../days.ts';
import { createWorld, type World } from '../world/world.ts';
import type { Item } from './item.ts';
import type { Plan } from './plan.ts';
import { beginning, Simulation } from './simulation.ts';

/** A company small enough for a test: eighty SKUs, two months across a turn of the year, the last days dense. */
export function smallCompany(seed = 1): { world: World; plan: Plan; start: number; end: number } {
  const firstDay = dayOf('2025-11-10');
  const endDay = firstDay + 60;
  const end = endDay * dayLength + 17 * 3_600_000;
  const world = createWorld({ seed, skus: 80, suppliers: 12, firstDay, unitsPerDay: 250 });
  const plan: Plan = {
    firstDay,
    historyOrdersPerDay: 25,
    denseDay: endDay - 5,
    denseOrdersPerDay: 150,
    rates: [],
    gaps: [{ from: beginning(firstDay), to: end, detailFrom: end - 2 * dayLength }],
  };
  return { world, plan, start: beginning(firstDay), end };
}

/** Everything between two instants, taken in steps of the given length. */
export function tell(world: World, plan: Plan, from: number, to: number, step: number): Item[] {
  const simulation = new Simulation(world, plan, from);
  const items: Item[] = [];
  for (let at = from; at < to; ) {
    at = Math.min(to, at + step);
    items.push(...simulation.advance(at));
  }
  return items;
}
