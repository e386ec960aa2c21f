import { dayLength, midnight, yearOf } from '../days.ts';
import { Costs } from '../world/costs.ts';
import { Customers } from '../world/customers.ts';
import type { World } from '../world/world.ts';
import { emitAds } from './ad-events.ts';
import { DaySales } from './day-sales.ts';
import { type DayState, initialState } from './day-state.ts';
import { lineSizeFor, stepDay } from './day-step.ts';
import { Demand } from './demand.ts';
import type { Item } from './item.ts';
import {
  emitBudgetRates,
  emitCosts,
  emitCustomers,
  emitEmployees,
  emitProduct,
  emitRates,
} from './master-events.ts';
import type { Plan } from './plan.ts';
import { Queue } from './queue.ts';
import { emitMonthlyFees } from './settlement-events.ts';
import { emitStock, emitSuggestions } from './stock-events.ts';
import { emitPurchase, emitReceipt, emitSuppliers } from './supply-events.ts';

/** No order of more than this many days ago has anything left to tell. */
export const longestStory = 48;

/** A little before the first day begins anywhere. */
export function beginning(firstDay: number): number {
  return firstDay * dayLength - 14 * 3_600_000;
}

/**
 * The company, told in order of time. A pure function of world and plan: two simulations that are advanced by
 * different steps, or one that begins at a later cursor, tell the same items in the same order.
 */
export class Simulation {
  private readonly world: World;
  private readonly plan: Plan;
  private readonly demand: Demand;
  private readonly customers: Customers;
  private readonly costs: Costs;
  private readonly lineSize: number;
  private readonly queue: Queue;
  private readonly state: DayState;
  /** Days before this one are stepped through but not told. */
  private readonly toldFrom: number;
  private open: DaySales[] = [];

  /** @param cursor Where to go on: everything up to this instant has been told already. */
  constructor(world: World, plan: Plan, cursor: number) {
    this.world = world;
    this.plan = plan;
    this.demand = new Demand(world);
    this.customers = new Customers(world, plan);
    this.costs = new Costs(world);
    this.lineSize = lineSizeFor(world, plan.historyOrdersPerDay);
    this.queue = new Queue(cursor);
    this.toldFrom = Math.floor(cursor / dayLength) - longestStory;
    this.state = initialState(world, this.lineSize);
    this.tellBeginning();
  }

  /** Everything that happens after the last call's instant, up to this one. */
  advance(to: number): Item[] {
    while (this.startOf(this.state.day + 1) <= to) this.begin();
    this.open = this.open.filter((sales) => !sales.advance(to));
    return this.queue.take(to);
  }

  /** Items that are drawn but lie ahead. */
  get ahead(): number {
    return this.queue.size;
  }

  /** When a day begins for the first of our shops. */
  private startOf(day: number): number {
    return Math.min(
      ...this.world.shops.map((shop) => midnight(shop.zone, day)),
      day * dayLength - 11 * 3_600_000,
    );
  }

  private tellBeginning(): void {
    const { world, plan, costs } = this;
    const emit = this.queue.add;
    const at = beginning(plan.firstDay) + 1_000;
    emitSuppliers(world, at, emit);
    emitEmployees(world, at, emit);
    for (const sku of world.skus) if (sku.launchDay <= plan.firstDay) emitProduct(sku, 'active', at, emit);
    emitCosts(world, costs, plan.firstDay, at, emit);
    emitBudgetRates(world, plan.firstDay, at, emit);
    // The days before have no sales, but rates must be there when the first weekend comes.
    for (let day = plan.firstDay - 7; day < plan.firstDay; day++) {
      emitRates(world, day, (item) => emit({ ...item, at }));
    }
  }

  private begin(): void {
    const { world, plan, state, costs } = this;
    const told = stepDay(world, plan, this.demand, state, this.lineSize);
    if (told.day < this.toldFrom) return;
    this.tellMasters(told.day);
    const emit = this.queue.add;
    for (const campaign of world.campaigns) {
      const { index } = campaign;
      emitAds(world, plan, campaign, told.day, told.spend[index]!, state.adstock[index]!, emit);
    }
    for (const [index, purchase] of told.purchases.entries()) {
      emitPurchase(world, plan, purchase, 70_000 + index, emit);
    }
    for (const [index, receipt] of told.receipts.entries()) emitReceipt(world, receipt, 80_000 + index, emit);
    this.tellLostSales(told.day, told.lost);
    emitStock(world, plan, costs, state, emit);
    emitSuggestions(world, plan, state, emit);
    const { customers } = this;
    this.open.push(new DaySales({ world, plan, customers, costs, emit }, told));
  }

  /** Only the ledger hears of buyers who found nothing. */
  private tellLostSales(day: number, lost: readonly number[]): void {
    for (const { id, index, zone } of this.world.shops) {
      const entry = { day, shop: id, account: 'lost_units', currency: '', amount: lost[index]! };
      this.queue.add({ at: midnight(zone, day + 1) - 1, tie: 90_000 + index, entries: [entry] });
    }
  }

  private tellMasters(day: number): void {
    const { world, plan, costs } = this;
    const emit = this.queue.add;
    const at = this.startOf(day);
    for (const sku of world.skus) {
      if (sku.launchDay === day && day > plan.firstDay) emitProduct(sku, 'active', at, emit);
      if (sku.phaseOutDay === day) emitProduct(sku, 'phase_out', at, emit);
    }
    if (day > plan.firstDay && yearOf(day) !== yearOf(day - 1)) {
      emitCosts(world, costs, day, at, emit);
      emitBudgetRates(world, day, at, emit);
    }
    emitRates(world, day, emit);
    for (const shop of world.shops) {
      emitCustomers(world, this.customers, shop, day, emit);
      emitMonthlyFees(world, shop, day, emit);
    }
  }
}
