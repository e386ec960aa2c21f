import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { type ShopDirectory, shopDirectory } from '#ingestion';
import { modelsDir } from './folders.ts';

type Row = Record<string, string>;

/** The company's shops as the seeds name them, for sources that must find the shop of a payload. */
export async function loadShopDirectory(): Promise<ShopDirectory> {
  const [shops, marketplaces] = await Promise.all([readSeed('dim_shop'), readSeed('dim_marketplace')]);
  const byName = new Map(marketplaces.map((row) => [row.marketplace, row]));
  return shopDirectory(
    shops.map(({ shop_id = '', channel = '', marketplace = '' }) => {
      const site = byName.get(marketplace);
      return {
        shop: shop_id,
        channel,
        marketplace,
        currency: site?.currency ?? '',
        taxMode: (site?.tax_mode ?? 'excluded') as 'included' | 'excluded' | 'marketplace',
      };
    }),
  );
}

async function readSeed(name: string): Promise<Row[]> {
  const text = await readFile(join(modelsDir, 'seeds', `${name}.csv`), 'utf8');
  return parse(text, { columns: true, skip_empty_lines: true });
}
