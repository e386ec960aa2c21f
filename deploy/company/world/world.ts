import { type Assortment, createAssortment } from './assortment.ts';
import { type Campaign, createCampaigns } from './campaigns.ts';
import { createCatalogue, type Sku } from './catalogue.ts';
import { createFx, type FxRates } from './fx.ts';
import { readSeeds } from './seeds.ts';
import { createShops, type Shop, type StockNode } from './shops.ts';
import { createSuppliers, type Supplier } from './suppliers.ts';

/** What fixes a company for ever: the same settings give the same bytes. */
export type WorldSettings = {
  seed: number;
  skus: number;
  suppliers: number;
  /** Day number of the first day of history. */
  firstDay: number;
  /** Units sold a day over the group, at the end of history and before seasons. */
  unitsPerDay: number;
};

/** Everything about the company that does not change from day to day. */
export type World = Assortment & {
  settings: WorldSettings;
  fx: FxRates;
  shops: Shop[];
  nodes: StockNode[];
  suppliers: Supplier[];
  skus: Sku[];
  campaigns: Campaign[];
};

export function createWorld(settings: WorldSettings): World {
  const { seed, firstDay, unitsPerDay } = settings;
  const fx = createFx(seed, firstDay);
  const { shops, nodes } = createShops(readSeeds());
  const suppliers = createSuppliers(seed, settings.suppliers);
  const skus = createCatalogue(seed, settings.skus, suppliers, firstDay);
  const assortment = createAssortment(seed, shops, skus, fx, firstDay, unitsPerDay);
  const campaigns = createCampaigns(seed, shops, assortment.byShop, fx, firstDay);
  return { ...assortment, settings, fx, shops, nodes, suppliers, skus, campaigns };
}
