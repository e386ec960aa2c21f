import { z } from 'zod';
import { contract } from '../contract.ts';
import { count, country, id, instant, maybe, statusOf, text, word } from '../fields.ts';

export const trackingEvent = contract({
  name: 'lgt.tracking_event',
  version: 1,
  description: 'One scan or message of a carrier.',
  entity: 'event_key',
  shape: z.object({
    event_key: id().describe('<carrier>:<tracking_no>:<seq>.'),
    shipment_id: maybe(id()),
    tracking_no: id(),
    carrier: word(),
    status: statusOf([
      'created',
      'picked_up',
      'in_transit',
      'customs',
      'out_for_delivery',
      'ready_for_pickup',
      'delivered',
      'exception',
      'returned',
      'cancelled',
    ]),
    sub_status: maybe(text(200)),
    message: maybe(text(2_000)),
    location: z.object({ country: maybe(country()), city: maybe(text(200)) }),
    at: instant(),
    seq: count(),
  }),
});
