import { share, toMinor } from '../money.ts';
import type { Random } from '../random.ts';
import type { Offer } from '../world/assortment.ts';
import type { Customers } from '../world/customers.ts';
import type { Shop } from '../world/shops.ts';
import type { World } from '../world/world.ts';
import type { Portion } from './day-step.ts';
import { priceOn, promotionOn } from './demand.ts';

/** Amounts are minor units of the shop's currency. */
export type SaleLine = {
  offer: Offer;
  qty: number;
  price: number;
  gross: number;
  discount: number;
  tax: number;
};

export type SaleRefund = {
  at: number;
  line: number;
  qty: number;
  amount: number;
  tax: number;
  shipping: number;
  reason: string;
  condition: 'sellable' | 'damaged' | 'defective';
  /** When the buyer asked. */
  requestedAt: number;
};

/** An order and all that will become of it. Instants are ms. */
export type Sale = {
  shop: Shop;
  day: number;
  no: string;
  id: string;
  /** Orders things that happen at the same instant. */
  tie: number;
  placedAt: number;
  paidAt: number;
  cancelledAt: number | undefined;
  shippedAt: number;
  deliveredAt: number;
  promisedAt: number;
  customer: number | undefined;
  city: readonly [string, string, string];
  carrier: string;
  lines: SaleLine[];
  shipping: number;
  total: number;
  refund: SaleRefund | undefined;
};

const hour = 3_600_000;
const reasons = [
  'not_as_described',
  'defective',
  'no_longer_needed',
  'wrong_size',
  'arrived_late',
  'damaged_in_transit',
];

/** Draws one order. `haste` shortens everything that follows it; 1 is life's own pace. */
export function makeSale(
  world: World,
  customers: Customers,
  random: Random,
  shop: Shop,
  day: number,
  sequence: number,
  placedAt: number,
  portions: readonly Portion[],
  haste: number,
): Sale {
  const { traits, market } = shop;
  const lines = portions.map(({ offer, qty }) => makeLine(world, world.offers[offer]!, qty, day));
  const items = lines.reduce((sum, line) => sum + line.gross - line.discount, 0);
  const free = shop.fulfilment === 'fba' || random.chance(0.55);
  const shipping = free
    ? 0
    : toMinor(world.fx.fromUsd(market.shippingUsd, shop.currency, day), shop.currency);
  const tax = lines.reduce((sum, line) => sum + line.tax, 0);
  const slow = random.chance(0.07) ? random.between(4, 90) * 60_000 : random.between(1, 4) * 1_000;
  const paidAt = placedAt + Math.ceil(slow * haste);
  const cancels = random.chance(traits.cancelRate);
  const cancelledAt = cancels ? paidAt + Math.ceil((0.2 + 5 * random.next()) * hour * haste) : undefined;
  const shippedAt =
    paidAt +
    Math.ceil((shop.fulfilment === 'fba' ? 2 + 16 * random.next() : 6 + 36 * random.next()) * hour * haste);
  const abroad = shop.node.country !== shop.country && shop.node.type === 'own' ? 7 : 0;
  const transit = market.deliveryDays + abroad;
  const late = random.chance(0.08) ? 1 + 4 * random.next() : 0;
  const days = transit * (0.55 + 0.4 * random.next()) + late;
  const deliveredAt = shippedAt + Math.ceil(days * 24 * hour * haste);
  const no = numberOf(shop, day, sequence);
  const sale: Sale = {
    shop,
    day,
    no,
    id: `${shop.id}:${no}`,
    tie: ((day % 1_000) * 64 + shop.index) * 64e6 + sequence * 64,
    placedAt,
    paidAt,
    cancelledAt,
    shippedAt,
    deliveredAt,
    promisedAt: shippedAt + Math.ceil((transit + 0.5) * 24 * hour * haste),
    customer: customers.choose(shop, day, random),
    city: random.pick(market.cities),
    carrier: random.pick(market.carriers),
    lines,
    shipping,
    total: items + shipping + (shop.taxMode === 'included' ? 0 : tax),
    refund: undefined,
  };
  if (!cancels) sale.refund = drawRefund(sale, random, haste);
  return sale;
}

function makeLine(world: World, offer: Offer, qty: number, day: number): SaleLine {
  const { taxMode, market } = offer.shop;
  const price = priceOn(world, offer, day);
  const gross = price * qty;
  const discount = share(gross, promotionOn(world, offer, day));
  const rate = taxMode === 'included' ? market.taxRate / (1 + market.taxRate) : market.taxRate;
  return { offer, qty, price, gross, discount, tax: share(gross - discount, rate) };
}

function drawRefund(sale: Sale, random: Random, haste: number): SaleRefund | undefined {
  const index = random.between(0, sale.lines.length - 1);
  const line = sale.lines[index]!;
  if (!random.chance(sale.shop.traits.returnRate * line.offer.sku.category.returns)) return undefined;
  const qty = line.qty <= 2 ? line.qty : Math.max(1, Math.round(line.qty * (0.2 + 0.6 * random.next())));
  const part = qty / line.qty;
  const included = sale.shop.taxMode === 'included' ? line.tax : 0;
  const requestedAt = sale.deliveredAt + Math.ceil((1 + 8 * random.next()) * 24 * hour * haste);
  return {
    at: requestedAt + Math.ceil((1 + 5 * random.next()) * 24 * hour * haste),
    line: index,
    qty,
    amount: share(line.gross - line.discount - included, part),
    tax: share(line.tax, part),
    shipping: qty === line.qty && random.chance(0.15) ? sale.shipping : 0,
    reason: random.pick(reasons),
    condition: random.weighted([
      ['sellable', 62],
      ['damaged', 20],
      ['defective', 18],
    ] as const),
    requestedAt,
  };
}

/** Order numbers as their channels write them; a shop never uses one twice. */
function numberOf(shop: Shop, day: number, sequence: number): string {
  const serial = String(sequence).padStart(9, '0');
  if (shop.channel === 'amazon') {
    return `${100 + shop.index}-${String(day).padStart(5, '0')}${serial.slice(0, 2)}-${serial.slice(2)}`;
  }
  if (shop.channel === 'ebay') return `${10 + (shop.index % 90)}-${day}-${serial}`;
  return `${day}${serial}`;
}
