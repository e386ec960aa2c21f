import { minorUnitDigits } from '#warehouse';
import { type ChannelTraits, channels } from './channels.ts';
import { type Market, markets } from './markets.ts';
import type { readSeeds } from './seeds.ts';

export type StockNode = {
  id: string;
  type: 'own' | '3pl' | 'fba';
  country: string;
  entity: string;
  entityCurrency: string;
};

export type Shop = {
  index: number;
  id: string;
  channel: string;
  traits: ChannelTraits;
  marketplace: string;
  country: string;
  market: Market;
  zone: string;
  currency: string;
  /** Minor digits of the currency. */
  digits: number;
  taxMode: 'included' | 'excluded' | 'marketplace';
  entity: string;
  entityCurrency: string;
  node: StockNode;
  fulfilment: 'fba' | '3pl' | 'own';
  /** Relative size. */
  weight: number;
};

const fba: Readonly<Record<string, string>> = {
  US: 'US-FBA',
  CA: 'CA-FBA',
  DE: 'EU-FBA',
  FR: 'EU-FBA',
  IT: 'EU-FBA',
  ES: 'EU-FBA',
  PL: 'EU-FBA',
  GB: 'UK-FBA',
  JP: 'JP-FBA',
};

const regional: Readonly<Record<string, readonly string[]>> = {
  US: ['US-LAX-3PL', 'US-NJ-3PL'],
  MX: ['MX-CUA-3PL'],
  DE: ['DE-FRA-3PL'],
  FR: ['DE-FRA-3PL'],
  GB: ['UK-BHX-3PL'],
  BR: ['BR-SAO-3PL'],
  SG: ['SG-3PL'],
  MY: ['SG-3PL'],
  TH: ['SG-3PL'],
  AU: ['AU-SYD-3PL'],
};

/** Where the parcels of a shop start: the channel's own warehouses, a 3PL in the region, or across the border. */
function nodeOf(channel: string, country: string, index: number): string {
  if (['temu', 'shein', 'aliexpress'].includes(channel)) return index % 2 ? 'CN-NGB-1' : 'CN-SZX-1';
  if (channel === 'amazon' && fba[country]) return fba[country];
  const nodes = regional[country] ?? ['CN-SZX-1'];
  return nodes[index % nodes.length]!;
}

const countrySize: Readonly<Record<string, number>> = {
  US: 1,
  DE: 0.55,
  GB: 0.5,
  JP: 0.45,
  FR: 0.34,
  BR: 0.36,
  MX: 0.32,
  IT: 0.26,
  ES: 0.25,
  CA: 0.24,
  AU: 0.2,
  TH: 0.2,
  MY: 0.2,
  SG: 0.16,
  CL: 0.16,
  PL: 0.14,
};

export function createShops(seeds: ReturnType<typeof readSeeds>): { shops: Shop[]; nodes: StockNode[] } {
  const currencyOf = new Map(seeds.entities.map((each) => [each.entity, each.functional_currency]));
  const nodes = seeds.nodes.map((node) => ({
    id: node.node_id,
    type: node.node_type,
    country: node.country,
    entity: node.entity,
    entityCurrency: currencyOf.get(node.entity)!,
  }));
  const shops = seeds.shops.map((row, index): Shop => {
    const place = seeds.marketplaces.find((each) => each.marketplace === row.marketplace)!;
    const traits = channels[row.channel]!;
    const node = nodes.find((each) => each.id === nodeOf(row.channel, place.country, index))!;
    return {
      index,
      id: row.shop_id,
      channel: row.channel,
      traits,
      marketplace: row.marketplace,
      country: place.country,
      market: markets[place.country]!,
      zone: place.zone,
      currency: place.currency,
      digits: minorUnitDigits(place.currency),
      taxMode: place.tax_mode,
      entity: row.entity,
      entityCurrency: currencyOf.get(row.entity)!,
      node,
      fulfilment: node.type,
      weight: traits.weight * countrySize[place.country]! * (row.shop_id.endsWith('_2') ? 0.35 : 1),
    };
  });
  return { shops, nodes };
}
