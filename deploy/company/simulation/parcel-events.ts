import { type Body, freightCost, outgoing, shipment, trackingEvent } from '#ingestion';
import { isoInstant } from '../days.ts';
import { money, toMinor } from '../money.ts';
import type { World } from '../world/world.ts';
import type { Emit } from './item.ts';
import { envelopeOf } from './order-events.ts';
import { isDetailed, isOvertaken, type Plan } from './plan.ts';
import type { Sale } from './sale.ts';

type ScanStatus = Body<typeof trackingEvent>['status'];

export type Freight = { estimated: number; invoiced: number; invoicedAt: number };

/** What the carrier of a sale charges, minor units of the shop's currency; nothing where the channel ships. */
export function freightOf(world: World, sale: Sale): Freight | undefined {
  const { shop } = sale;
  if (shop.fulfilment === 'fba' || sale.cancelledAt !== undefined) return undefined;
  const kilograms = weightOf(sale);
  const abroad = shop.node.country !== shop.country ? 1.35 : 1;
  // Several kilograms travel cheaper each than one: parcels become pallets.
  const usd = shop.market.parcelUsd * abroad * (0.65 + 0.35 * kilograms ** 0.85);
  const estimated = toMinor(world.fx.fromUsd(usd, shop.currency, sale.day), shop.currency);
  const deviation = 1 + (((sale.tie / 64) % 13) - 6) / 100;
  return {
    estimated,
    invoiced: Math.round(estimated * deviation),
    invoicedAt: sale.deliveredAt + 3_600_000,
  };
}

function weightOf(sale: Sale): number {
  return sale.lines.reduce((sum, { offer, qty }) => sum + offer.sku.weightKg * qty, 0) + 0.1;
}

/** Shipment, scans and freight of a sale that we or a 3PL send. */
export function emitParcel(world: World, plan: Plan, sale: Sale, emit: Emit): void {
  const freight = freightOf(world, sale);
  if (!freight) return;
  const { shippedAt, deliveredAt, tie } = sale;
  if (!isOvertaken(plan, shippedAt, deliveredAt)) {
    emit({ at: shippedAt, tie: tie + 30, event: () => shipmentEvent(sale, undefined) });
  }
  emit({ at: deliveredAt, tie: tie + 31, event: () => shipmentEvent(sale, deliveredAt) });
  if (!isOvertaken(plan, shippedAt, freight.invoicedAt)) {
    emit({ at: shippedAt, tie: tie + 32, event: () => freightEvent(sale, freight, false) });
  }
  emit({ at: freight.invoicedAt, tie: tie + 33, event: () => freightEvent(sale, freight, true) });
  for (const [index, [status, at]] of scansOf(sale).entries()) {
    if (isDetailed(plan, at))
      emit({ at, tie: tie + 40 + index, event: () => scanEvent(sale, status, at, index + 1) });
  }
}

function scansOf(sale: Sale): (readonly [ScanStatus, number])[] {
  const { shippedAt, deliveredAt, shop } = sale;
  const after = (part: number) => Math.floor(shippedAt + (deliveredAt - shippedAt) * part);
  const scans: (readonly [ScanStatus, number])[] = [['picked_up', shippedAt]];
  scans.push(['in_transit', after(0.3)]);
  if (shop.node.country !== shop.country) scans.push(['customs', after(0.55)]);
  if (deliveredAt > sale.promisedAt) scans.push(['exception', after(0.8)]);
  scans.push(['out_for_delivery', after(0.95)], ['delivered', deliveredAt]);
  return scans;
}

const trackingNo = (sale: Sale) => `${sale.carrier.slice(0, 3).toUpperCase()}${sale.tie / 64}`;

function shipmentEvent(sale: Sale, deliveredAt: number | undefined) {
  const { shop } = sale;
  const [, region, postal_prefix] = sale.city;
  const kilograms = weightOf(sale);
  return outgoing(shipment, {
    ...envelopeOf(sale, deliveredAt ?? sale.shippedAt),
    body: {
      shipment_id: `${sale.id}:s1`,
      order_ids: [sale.id],
      leg: 'last_mile',
      carrier: sale.carrier,
      tracking_no: trackingNo(sale),
      from_node: shop.node.id,
      to: { country: shop.country, region, postal_prefix },
      packages: [
        {
          package_id: '1',
          weight_kg: kilograms.toFixed(3),
          chargeable_kg: (Math.ceil(kilograms * 2) / 2).toFixed(1),
        },
      ],
      shipped_at: isoInstant(sale.shippedAt),
      promised_at: isoInstant(sale.promisedAt),
      ...(deliveredAt === undefined ? {} : { delivered_at: isoInstant(deliveredAt) }),
    },
  });
}

function freightEvent(sale: Sale, freight: Freight, invoiced: boolean) {
  const { currency } = sale.shop;
  return outgoing(freightCost, {
    ...envelopeOf(sale, invoiced ? freight.invoicedAt : sale.shippedAt),
    source: sale.carrier,
    body: {
      cost_id: `${sale.id}:s1:freight`,
      shipment_id: `${sale.id}:s1`,
      order_id: sale.id,
      kind: 'freight',
      estimated: money(freight.estimated, currency),
      ...(invoiced ? { invoiced: money(freight.invoiced, currency) } : {}),
      incurred_at: isoInstant(sale.shippedAt),
    },
  });
}

function scanEvent(sale: Sale, status: ScanStatus, at: number, seq: number) {
  const { shop } = sale;
  const near = status === 'out_for_delivery' || status === 'delivered';
  return outgoing(trackingEvent, {
    ...envelopeOf(sale, at),
    source: sale.carrier,
    body: {
      event_key: `${sale.carrier}:${trackingNo(sale)}:${seq}`,
      shipment_id: `${sale.id}:s1`,
      tracking_no: trackingNo(sale),
      carrier: sale.carrier,
      status,
      location: near ? { country: shop.country, city: sale.city[0] } : { country: shop.node.country },
      at: isoInstant(at),
      seq,
    },
  });
}
