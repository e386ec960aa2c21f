import {
  type Body,
  goodsReceipt,
  outgoing,
  purchaseOrder,
  qualityInspection,
  supplier as supplierContract,
} from '#ingestion';
import { dayLength, isoDay, isoInstant } from '../days.ts';
import { money, toMinor } from '../money.ts';
import { Random } from '../random.ts';
import type { World } from '../world/world.ts';
import type { OpenPurchase } from './day-state.ts';
import type { Emit } from './item.ts';
import { isOvertaken, type Plan } from './plan.ts';
import type { Receipt } from './purchasing.ts';

type Status = Body<typeof purchaseOrder>['status'];

const hour = 3_600_000;
const sentAt = (purchase: OpenPurchase) => purchase.orderedDay * dayLength + 2 * hour;
const arrivedAt = (purchase: OpenPurchase) => purchase.arrivalDay * dayLength + 3 * hour;
const envelope = (at: number) => ({ source: 'erp', time: isoInstant(at), version: at });

export function emitSuppliers(world: World, at: number, emit: Emit): void {
  for (const [index, supplier] of world.suppliers.entries()) {
    const event = () =>
      outgoing(supplierContract, {
        ...envelope(at),
        body: {
          supplier_id: supplier.id,
          name: supplier.name,
          country: supplier.country,
          currency: supplier.currency,
          payment_terms: supplier.terms,
          lead_time_days: supplier.leadDays,
          moq: String(supplier.moq),
          certificates: [{ kind: 'ISO9001', valid_to: isoDay(world.settings.firstDay + 400 + index * 17) }],
          status: supplier.status,
        },
      });
    emit({ at, tie: 30_000 + index, event });
  }
}

/** A purchase order when it is sent and when the supplier confirms it. */
export function emitPurchase(
  world: World,
  plan: Plan,
  purchase: OpenPurchase,
  tie: number,
  emit: Emit,
): void {
  const sent = sentAt(purchase);
  const acknowledged = Math.min(purchase.ackAt, arrivedAt(purchase) - hour);
  if (!isOvertaken(plan, sent, acknowledged)) {
    emit({ at: sent, tie, event: () => purchaseEvent(world, purchase, 'sent', sent) });
  }
  if (!isOvertaken(plan, acknowledged, arrivedAt(purchase))) {
    emit({
      at: acknowledged,
      tie,
      event: () => purchaseEvent(world, purchase, 'acknowledged', acknowledged),
    });
  }
}

function purchaseEvent(world: World, purchase: OpenPurchase, status: Status, at: number) {
  const supplier = world.suppliers[purchase.supplier]!;
  const price = (usd: number) =>
    money(
      toMinor(world.fx.fromUsd(usd, supplier.currency, purchase.orderedDay), supplier.currency),
      supplier.currency,
    );
  const acknowledged = status !== 'sent';
  return outgoing(purchaseOrder, {
    ...envelope(at),
    body: {
      po_id: purchase.id,
      supplier_id: supplier.id,
      entity: purchase.entity,
      node_id: purchase.nodeId,
      status,
      ordered_at: isoInstant(sentAt(purchase)),
      ...(acknowledged ? { ack_at: isoInstant(Math.min(purchase.ackAt, arrivedAt(purchase) - hour)) } : {}),
      lines: purchase.lines.map(({ slot, qty }, index) => {
        const { sku } = world.slots[slot]!;
        return {
          line: String(index + 1),
          sku: sku.sku,
          qty: String(qty),
          price: price(sku.costUsd * (1 + supplier.priceDrift)),
          std_price: price(sku.costUsd),
          requested_date: isoDay(purchase.requestedDay),
          ...(acknowledged ? { commit_date: isoDay(purchase.commitDay) } : {}),
        };
      }),
    },
  });
}

/** Goods at the dock: the receipt of each line, an inspection of every third order, the order closed. */
export function emitReceipt(world: World, { purchase, lines }: Receipt, tie: number, emit: Emit): void {
  const at = arrivedAt(purchase);
  const supplier = world.suppliers[purchase.supplier]!;
  const random = new Random(world.settings.seed, 'inspection', purchase.id);
  emit({ at, tie, event: () => purchaseEvent(world, purchase, 'received', at) });
  for (const [index, line] of lines.entries()) {
    const event = () =>
      outgoing(goodsReceipt, {
        ...envelope(at),
        source: 'wms',
        body: {
          receipt_id: `${purchase.id}:${index + 1}:1`,
          po_id: purchase.id,
          line: String(index + 1),
          supplier_id: supplier.id,
          sku: world.slots[line.slot]!.sku.sku,
          node_id: purchase.nodeId,
          qty_received: String(line.received),
          qty_accepted: String(line.accepted),
          qty_rejected: String(line.rejected),
          received_at: isoInstant(at),
        },
      });
    emit({ at, tie, event });
  }
  const rejected = lines.reduce((sum, line) => sum + line.rejected, 0);
  if (rejected === 0 && !random.chance(0.3)) return;
  const inspectedAt = at + 5 * hour;
  const sample = Math.max(
    5,
    Math.min(200, Math.ceil(lines.reduce((sum, line) => sum + line.received, 0) * 0.1)),
  );
  const severity = random.pick(['minor', 'major', 'critical'] as const);
  const code = random.pick(['scratched', 'wrong_colour', 'does_not_start', 'packing', 'measures']);
  const event = () =>
    outgoing(qualityInspection, {
      ...envelope(inspectedAt),
      source: 'qms',
      body: {
        inspection_id: `QI-${purchase.id}`,
        receipt_id: `${purchase.id}:1:1`,
        supplier_id: supplier.id,
        sample_size: sample,
        defects: rejected > 0 ? [{ code, qty: String(rejected), severity }] : [],
        result: rejected > sample * 0.1 ? 'fail' : rejected > 0 ? 'concession' : 'pass',
        at: isoInstant(inspectedAt),
      },
    });
  emit({ at: inspectedAt, tie, event });
}
