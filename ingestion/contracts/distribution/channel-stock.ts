import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, maybe, quantity } from '../fields.ts';

export const channelStock = contract({
  name: 'dst.channel_stock',
  version: 1,
  description: 'A dealer’s stock of a SKU at one instant.',
  entity: 'stock_key',
  shape: z.object({
    stock_key: id().describe('<dealer_id>:<sku>:<day>.'),
    dealer_id: id(),
    sku: id(),
    on_hand: quantity(),
    in_transit: maybe(quantity()),
    as_of: instant(),
  }),
});
