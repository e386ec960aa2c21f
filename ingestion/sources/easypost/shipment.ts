import { EntrepotError } from '#errors';
import { cut } from '../../contracts/cut.ts';
import { freightCost, shipment } from '../../contracts/index.ts';
import type { OutgoingEvent } from '../../producer/index.ts';
import { countryCode } from '../payload/countries.ts';
import { readAs } from '../payload/fields.ts';
import type { Payload } from '../payload/json.ts';
import { metric } from '../payload/measures.ts';
import { eventOf, type SourceContext, shopServed } from '../source.ts';
import { type ShipmentPayload, shipmentPayload } from './payload.ts';
import { trackerEvents } from './tracker.ts';

/** A shipment that was bought: what goes, what it costs, and where it is. One that is only planned is refused. */
export function mapShipment(payload: Payload, context: SourceContext): OutgoingEvent[] {
  const from = readAs(shipmentPayload, payload, 'EasyPost shipment');
  const rate = from.selected_rate;
  if (rate === undefined) {
    throw new EntrepotError('PAYLOAD_INVALID', `The EasyPost shipment ${from.id} has not been bought.`, {
      asked: from.id,
      fix: 'Nothing: once its postage is bought it is reported again.',
    });
  }
  const shop = shopServed(context);
  const id = `easypost:${from.id}`;
  const shippedAt = from.postage_label?.created_at ?? from.created_at;
  const version = Date.parse(from.updated_at);
  const about = { time: from.updated_at, version };
  const cost = {
    cost_id: `${id}:freight`,
    shipment_id: id,
    order_id: orderOf(from, shop?.shop),
    kind: 'freight' as const,
    estimated: { amount: rate.rate, currency: rate.currency },
    // A label that was given back unused costs nothing.
    invoiced: from.refund_status === 'refunded' ? { amount: '0', currency: rate.currency } : undefined,
    incurred_at: shippedAt,
  };
  return [
    eventOf(context, shop, shipment, { body: shipmentBody(from, id, shippedAt, shop?.shop), ...about }),
    eventOf(context, shop, freightCost, { body: cost, ...about }),
    ...(from.tracker ? trackerEvents(from.tracker, context) : []),
  ];
}

function shipmentBody(from: ShipmentPayload, id: string, shippedAt: string, shop: string | undefined) {
  const { parcel, to_address: to } = from;
  const order = orderOf(from, shop);
  const delivered = from.tracker?.tracking_details.find(({ status }) => status === 'delivered')?.datetime;
  const length = (inches: string | undefined) => inches && metric(inches, 'in');
  return {
    shipment_id: id,
    order_ids: order === undefined ? [] : [order],
    leg: from.is_return ? ('reverse' as const) : ('last_mile' as const),
    carrier: from.selected_rate!.carrier.toLowerCase(),
    service: from.selected_rate!.service,
    tracking_no: from.tracking_code,
    to: {
      country: countryCode(to?.country),
      region: cut(to?.state, 200),
      postal_prefix: to?.zip?.slice(0, 3),
    },
    packages: parcel?.weight
      ? [
          {
            package_id: parcel.id,
            weight_kg: metric(parcel.weight, 'oz'),
            length_cm: length(parcel.length),
            width_cm: length(parcel.width),
            height_cm: length(parcel.height),
          },
        ]
      : [],
    shipped_at: shippedAt,
    delivered_at: delivered,
  };
}

/** Whoever buys the label writes the order's number into the reference. */
function orderOf({ reference }: ShipmentPayload, shop: string | undefined): string | undefined {
  return reference && (shop === undefined ? reference : `${shop}:${reference}`);
}
