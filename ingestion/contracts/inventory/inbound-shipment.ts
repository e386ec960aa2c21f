import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, ids, instant, maybe, quantity, statusOf, text, word } from '../fields.ts';

export const inboundShipment = contract({
  name: 'inv.inbound_shipment',
  version: 1,
  description: 'Goods announced to a warehouse, and what of them arrived.',
  entity: 'inbound_id',
  shape: z.object({
    inbound_id: id(),
    from_node: maybe(id()),
    to_node: id(),
    po_ids: ids(),
    status: statusOf(['planned', 'shipped', 'in_transit', 'arrived', 'receiving', 'closed', 'cancelled']),
    channel_status: maybe(text(200)),
    eta: maybe(instant()),
    carrier: maybe(word()),
    tracking_no: maybe(id()),
    lines: z
      .array(
        z.object({
          sku: id(),
          channel_sku: maybe(id()),
          qty_shipped: quantity(),
          qty_received: quantity(),
          qty_damaged: maybe(quantity()),
        }),
      )
      .max(10_000),
  }),
});
