import { z } from 'zod';
import { contract } from '../contract.ts';
import { id, instant, maybe, quantity } from '../fields.ts';

export const goodsReceipt = contract({
  name: 'scm.goods_receipt',
  version: 1,
  description: 'Goods of one purchase order line that arrived.',
  entity: 'receipt_id',
  shape: z.object({
    receipt_id: id(),
    po_id: id(),
    line: id(),
    supplier_id: maybe(id()),
    sku: maybe(id()),
    node_id: maybe(id()),
    qty_received: quantity(),
    qty_accepted: quantity(),
    qty_rejected: quantity(),
    received_at: instant(),
  }),
});
