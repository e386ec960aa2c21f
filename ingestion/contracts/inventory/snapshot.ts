import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, maybe, money, oneOf, quantity } from '../fields.ts';

export const inventorySnapshot = contract({
  name: 'inv.snapshot',
  version: 1,
  description: 'Stock of a SKU at a node at one instant.',
  entity: 'snapshot_key',
  shape: z.object({
    snapshot_key: id().describe('<node_id>:<sku>:<day>.'),
    node_id: id(),
    node_type: oneOf(['own', '3pl', 'fba', 'dealer', 'transit']),
    sku: id(),
    lot: maybe(id()),
    bin: maybe(id()),
    on_hand: quantity(),
    available: quantity(),
    reserved: quantity(),
    inbound: quantity(),
    damaged: quantity(),
    quality_hold: quantity(),
    unit_cost: maybe(money()),
    as_of: instant(),
  }),
});
