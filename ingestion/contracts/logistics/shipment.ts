import { z } from 'zod';
import { contract } from '../contract.ts';
import { country, decimal, id, ids, instant, maybe, oneOf, text, word } from '../fields.ts';

export const shipment = contract({
  name: 'lgt.shipment',
  version: 1,
  description: 'Goods on their way: one leg, with its packages.',
  entity: 'shipment_id',
  shape: z.object({
    shipment_id: id(),
    order_ids: ids(),
    leg: oneOf(['first_mile', 'line_haul', 'last_mile', 'reverse']),
    carrier: word(),
    service: maybe(word()),
    tracking_no: maybe(id()),
    from_node: maybe(id()),
    to: z.object({ country: maybe(country()), region: maybe(text(200)), postal_prefix: maybe(text(20)) }),
    packages: z
      .array(
        z.object({
          package_id: id(),
          weight_kg: decimal(),
          chargeable_kg: maybe(decimal()),
          length_cm: maybe(decimal()),
          width_cm: maybe(decimal()),
          height_cm: maybe(decimal()),
        }),
      )
      .max(1_000),
    shipped_at: instant(),
    promised_at: maybe(instant()),
    delivered_at: maybe(instant()),
  }),
});
