import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

const folder = new URL('../../../models/seeds/', import.meta.url);

function read<Row extends z.ZodObject>(name: string, row: Row): z.infer<Row>[] {
  return z.array(row).parse(parse(readFileSync(new URL(`${name}.csv`, folder)), { columns: true }));
}

const text = z.string().min(1);

/** The group as the platform's seeds describe it; the replayed data sets' shops are left out. */
export function readSeeds() {
  const entities = read('dim_entity', z.object({ entity: text, country: text, functional_currency: text }));
  const marketplaces = read(
    'dim_marketplace',
    z.object({
      marketplace: text,
      country: text,
      zone: text,
      currency: text,
      tax_mode: z.enum(['included', 'excluded', 'marketplace']),
    }),
  );
  const shops = read(
    'dim_shop',
    z.object({ shop_id: text, channel: text, marketplace: text, entity: text, profit_center: text }),
  ).filter((shop) => shop.profit_center !== 'PC-ARCHIVE');
  const nodes = read(
    'dim_node',
    z.object({ node_id: text, node_type: z.enum(['own', '3pl', 'fba']), country: text, entity: text }),
  );
  return { entities, marketplaces, shops, nodes };
}
