import { inventorySnapshot, outgoing, purchaseSuggestion } from '#ingestion';
import { dayLength, isoDay, isoInstant, weekday } from '../days.ts';
import { money } from '../money.ts';
import { Random } from '../random.ts';
import type { Costs } from '../world/costs.ts';
import type { World } from '../world/world.ts';
import type { DayState } from './day-state.ts';
import type { Emit } from './item.ts';
import type { Plan } from './plan.ts';
import { leadDays } from './purchasing.ts';

/** How much of the stock is counted: old history keeps what moves most, and not every day. */
function countedSlots(world: World, plan: Plan, day: number): number {
  const age = plan.gaps[0] === undefined ? 0 : Math.floor(plan.gaps[0].to / dayLength - day);
  if (age <= 7) return world.slots.length;
  const due = age <= 28 ? weekday(day) === 6 : new Date(day * dayLength).getUTCDate() === 1;
  return due ? mostCounted : 0;
}

/** A month's count of ten thousand SKUs would be larger than its sales. */
const mostCounted = 2_500;

/** Stock of SKUs at their nodes at the end of a day: all of them in the last week and from then on. */
export function emitStock(world: World, plan: Plan, costs: Costs, state: DayState, emit: Emit): void {
  const { day } = state;
  const counted = countedSlots(world, plan, day);
  if (counted === 0) return;
  const at = (day + 1) * dayLength - 60_000;
  for (const { index, node, sku, demand } of world.slotsByDemand.slice(0, counted)) {
    const stock = state.stock[index]!;
    const inbound = state.inbound[index]!;
    if (stock === 0 && inbound === 0 && sku.launchDay > day) continue;
    const reserved = Math.min(stock, Math.round(demand * 0.4));
    const { entity, entityCurrency } = node;
    const cost = costs.of(sku, entity, entityCurrency, day);
    const event = () =>
      outgoing(inventorySnapshot, {
        source: node.type === 'fba' ? 'amazon_sp' : 'wms',
        time: isoInstant(at),
        version: at,
        body: {
          snapshot_key: `${node.id}:${sku.sku}:${isoDay(day)}`,
          node_id: node.id,
          node_type: node.type,
          sku: sku.sku,
          on_hand: String(stock),
          available: String(stock - reserved),
          reserved: String(reserved),
          inbound: String(inbound),
          damaged: '0',
          quality_hold: '0',
          unit_cost: money(cost.purchase + cost.firstMile + cost.duty + cost.other, entityCurrency),
          as_of: isoInstant(at),
        },
      });
    emit({ at, tie: 300_000 + index, event });
  }
}

/** A planner's morning list: what runs out first, and how much to buy. At most a dozen a day. */
export function emitSuggestions(world: World, plan: Plan, state: DayState, emit: Emit): void {
  const { day } = state;
  if (plan.gaps[0] !== undefined && day * dayLength < plan.gaps[0].to - 5 * dayLength) return;
  const at = (day + 1) * dayLength - 30_000;
  const random = new Random(world.settings.seed, 'suggestions', day);
  const urgent = world.slots
    .map((slot) => ({ slot, cover: (state.stock[slot.index]! + state.inbound[slot.index]!) / slot.demand }))
    .filter(({ slot, cover }) => slot.demand > 0.5 && cover < leadDays(slot) + 30 && slot.sku.launchDay < day)
    .sort((a, b) => a.cover - b.cover || a.slot.index - b.slot.index)
    .slice(0, random.between(6, 12));
  for (const [index, { slot, cover }] of urgent.entries()) {
    const event = () =>
      outgoing(purchaseSuggestion, {
        source: 'planner',
        time: isoInstant(at),
        version: at,
        body: {
          suggestion_id: `PS-${isoDay(day)}-${slot.node.id}-${slot.sku.sku}`,
          sku: slot.sku.sku,
          node_id: slot.node.id,
          supplier_id: slot.sku.supplier.id,
          qty: String(Math.max(10, Math.ceil((slot.demand * 60) / 10) * 10)),
          due: isoDay(day + leadDays(slot)),
          reason: `Stock and orders last ${Math.floor(cover)} days; the lead time is ${leadDays(slot)}.`,
          model_version: 'reorder-point-1',
          state: 'proposed',
          proposed_at: isoInstant(at),
        },
      });
    emit({ at, tie: 60_000 + index, event });
  }
}
