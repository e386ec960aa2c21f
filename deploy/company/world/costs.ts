import { dayOf, yearOf } from '../days.ts';
import { share, toMinor } from '../money.ts';
import { uniform } from '../random.ts';
import type { Sku } from './catalogue.ts';
import type { World } from './world.ts';

/** Landed cost of a unit, minor units of the entity's functional currency. */
export type LandedCost = { purchase: number; firstMile: number; duty: number; other: number };

const routes: Readonly<Record<string, readonly [firstMileUsdPerKg: number, dutyRate: number]>> = {
  'E-CN': [0.2, 0],
  'E-HK': [0.4, 0],
  'E-US': [1.3, 0.09],
  'E-DE': [1.2, 0.045],
  'E-UK': [1.25, 0.04],
  'E-JP': [0.8, 0.03],
  'E-MX': [1.5, 0.12],
  'E-BR': [1.9, 0.18],
  'E-SG': [0.7, 0.01],
};

/** Costs are fixed anew on the first of January; the first ones hold from the first day of history. */
export function costPeriodStart(world: World, day: number): number {
  return Math.max(world.settings.firstDay, dayOf(`${yearOf(day)}-01-01`));
}

/** Computes costs once for each SKU, entity and period. */
export class Costs {
  private readonly world: World;
  private readonly known = new Map<string, LandedCost>();

  constructor(world: World) {
    this.world = world;
  }

  of(sku: Sku, entity: string, currency: string, day: number): LandedCost {
    const start = costPeriodStart(this.world, day);
    const key = `${sku.index}|${entity}|${start}`;
    let cost = this.known.get(key);
    if (!cost) {
      cost = this.compute(sku, entity, currency, start);
      this.known.set(key, cost);
    }
    return cost;
  }

  private compute(sku: Sku, entity: string, currency: string, start: number): LandedCost {
    const { fx, settings } = this.world;
    const [perKg, dutyRate] = routes[entity] ?? [1, 0.05];
    const drift = 0.97 + 0.06 * uniform(settings.seed, 41, sku.index, start);
    const local = (usd: number) => toMinor(fx.fromUsd(usd, currency, start), currency);
    const purchase = Math.max(1, local(sku.costUsd * drift * (1 + sku.supplier.priceDrift)));
    return {
      purchase,
      firstMile: local(sku.weightKg * perKg),
      duty: share(purchase, dutyRate),
      other: share(purchase, 0.01),
    };
  }
}
