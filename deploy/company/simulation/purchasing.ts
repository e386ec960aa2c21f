import { dayLength } from '../days.ts';
import { Random } from '../random.ts';
import type { StockSlot } from '../world/assortment.ts';
import type { World } from '../world/world.ts';
import type { DayState, OpenPurchase } from './day-state.ts';

/** Days between a supplier's door and a node's, by the node's country. */
const transitDays: Readonly<Record<string, number>> = {
  CN: 2,
  SG: 9,
  JP: 7,
  AU: 18,
  US: 20,
  CA: 22,
  MX: 26,
  BR: 32,
  DE: 27,
  GB: 27,
};

export type Receipt = {
  purchase: OpenPurchase;
  lines: { slot: number; received: number; accepted: number; rejected: number }[];
};

export function leadDays(slot: StockSlot): number {
  return slot.sku.supplier.leadDays + (transitDays[slot.node.country] ?? 20);
}

/** Days of stock a buyer asks for beyond the lead time. */
const reviewDays = 110;
const safetyDays = 24;

/** What a node should order of a SKU now: nothing while stock and orders last through the lead time. */
export function quantityToOrder(
  slot: StockSlot,
  stock: number,
  inbound: number,
  day: number,
  world: World,
): number {
  const { sku } = slot;
  if (day < sku.launchDay - 60 || (sku.phaseOutDay !== undefined && day > sku.phaseOutDay - 30)) return 0;
  // Buyers plan with last year's trend, not with the season to come: that is where stock-outs come from.
  const daily = slot.demand * sku.growth ** ((day - world.settings.firstDay - 730) / 365);
  const lead = leadDays(slot);
  if (stock + inbound > daily * (lead + safetyDays)) return 0;
  const wanted = daily * (lead + safetyDays + reviewDays) - stock - inbound;
  return wanted < 3 ? 0 : Math.ceil(wanted / 10) * 10;
}

/** Places the day's purchase orders, one per supplier and node; each supplier is dealt with once a week. */
export function placePurchases(world: World, state: DayState, day: number): OpenPurchase[] {
  const byPartner = new Map<string, OpenPurchase>();
  for (const slot of world.slots) {
    if ((slot.sku.supplier.index + day) % 7 !== 0) continue;
    const qty = quantityToOrder(slot, state.stock[slot.index]!, state.inbound[slot.index]!, day, world);
    if (qty === 0) continue;
    const { supplier } = slot.sku;
    const key = `${supplier.id}|${slot.node.id}`;
    const purchase = byPartner.get(key) ?? open(world, slot, day, byPartner.size + 1);
    byPartner.set(key, purchase);
    purchase.lines.push({ slot: slot.index, qty });
    state.inbound[slot.index]! += qty;
  }
  state.purchases.push(...byPartner.values());
  return [...byPartner.values()];
}

function open(world: World, slot: StockSlot, day: number, number: number): OpenPurchase {
  const { supplier } = slot.sku;
  const id = `PO-${day}-${String(number).padStart(3, '0')}`;
  const random = new Random(world.settings.seed, 'purchase', id);
  const lead = leadDays(slot);
  const late = supplier.lateMean + supplier.lateSpread * random.normal();
  return {
    id,
    supplier: supplier.index,
    nodeId: slot.node.id,
    entity: slot.node.entity,
    orderedDay: day,
    ackAt: Math.floor(day * dayLength + (8 + supplier.ackHours * (0.5 + random.next())) * 3_600_000),
    requestedDay: day + lead - 2,
    commitDay: day + lead,
    arrivalDay: Math.max(day + 3, Math.round(day + lead + late)),
    lines: [],
  };
}

/** Books what arrives on a day into stock; bad units stay outside. */
export function receive(world: World, state: DayState, day: number): Receipt[] {
  const due = state.purchases.filter((purchase) => purchase.arrivalDay <= day);
  if (due.length === 0) return [];
  state.purchases = state.purchases.filter((purchase) => purchase.arrivalDay > day);
  return due.map((purchase) => {
    const { defectRate } = world.suppliers[purchase.supplier]!;
    const random = new Random(world.settings.seed, 'receipt', purchase.id);
    const lines = purchase.lines.map(({ slot, qty }) => {
      const received = random.chance(0.06)
        ? Math.max(1, Math.floor(qty * (0.85 + 0.14 * random.next())))
        : qty;
      const rejected = Math.min(received, random.poisson(received * defectRate));
      state.inbound[slot]! -= qty;
      state.stock[slot]! += received - rejected;
      return { slot, received, accepted: received - rejected, rejected };
    });
    return { purchase, lines };
  });
}
