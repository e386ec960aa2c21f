import { z } from 'zod';
import { contract } from '../contract.ts';
import { day, decimal, id, maybe, oneOf, text, word, words } from '../fields.ts';

export const product = contract({
  name: 'itm.product',
  version: 1,
  description: 'A stock keeping unit and what is known of it.',
  entity: 'sku',
  shape: z.object({
    sku: id(),
    parent_sku: maybe(id()),
    title: text(500),
    brand: maybe(word()),
    category_path: words(),
    hs_code: maybe(id()),
    weight_kg: maybe(decimal()),
    length_cm: maybe(decimal()),
    width_cm: maybe(decimal()),
    height_cm: maybe(decimal()),
    supplier_id: maybe(id()),
    status: oneOf(['draft', 'active', 'phase_out', 'discontinued']),
    launch_date: maybe(day()),
  }),
});
