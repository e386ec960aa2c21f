import { customer as customerContract, employee, fxRate, outgoing, product, skuCost } from '#ingestion';
import { dayLength, isoDay, isoInstant, midnight, weekday, yearOf } from '../days.ts';
import { money } from '../money.ts';
import { Random } from '../random.ts';
import type { Sku } from '../world/catalogue.ts';
import { type Costs, costPeriodStart } from '../world/costs.ts';
import type { Customers } from '../world/customers.ts';
import type { Shop } from '../world/shops.ts';
import type { World } from '../world/world.ts';
import type { Emit } from './item.ts';

const envelope = (source: string, at: number) => ({ source, time: isoInstant(at), version: at });

/** A SKU as the product information system knows it from a status change on. */
export function emitProduct(sku: Sku, status: 'active' | 'phase_out', at: number, emit: Emit): void {
  const { category, supplier } = sku;
  const [length, width, height] = sku.sizeCm;
  const event = () =>
    outgoing(product, {
      ...envelope('pim', at),
      body: {
        sku: sku.sku,
        parent_sku: sku.parent,
        title: sku.title,
        brand: sku.brand,
        category_path: [category.department, category.name],
        hs_code: category.hsCode,
        weight_kg: String(sku.weightKg),
        length_cm: String(length),
        width_cm: String(width),
        height_cm: String(height),
        supplier_id: supplier.id,
        status,
        launch_date: isoDay(sku.launchDay),
      },
    });
  emit({ at, tie: 100_000 + sku.index, event });
}

/** Landed costs of the whole range for every entity that sells it, from the period's first day on. */
export function emitCosts(world: World, costs: Costs, day: number, at: number, emit: Emit): void {
  const sellers = new Map<string, { sku: Sku; shop: Shop }>();
  for (const { sku, shop } of world.offers) sellers.set(`${shop.entity}:${sku.sku}`, { sku, shop });
  const valid_from = isoDay(costPeriodStart(world, day));
  let tie = 200_000;
  for (const [key, { sku, shop }] of sellers) {
    const { entity, entityCurrency: currency } = shop;
    const { purchase, firstMile, duty, other } = costs.of(sku, entity, currency, day);
    const event = () =>
      outgoing(skuCost, {
        ...envelope('erp', at),
        body: {
          cost_key: `${key}:${valid_from}`,
          sku: sku.sku,
          entity,
          method: 'std',
          unit_cost: money(purchase + firstMile + duty + other, currency),
          landed: {
            purchase: money(purchase, currency),
            first_mile: money(firstMile, currency),
            duty: money(duty, currency),
            other: money(other, currency),
          },
          valid_from,
        },
      });
    emit({ at, tie: tie++, event });
  }
}

/** The day's reference rates, published on weekdays in the afternoon of Frankfurt. */
export function emitRates(world: World, day: number, emit: Emit): void {
  if (weekday(day) >= 5) return;
  const at = day * dayLength + 15 * 3_600_000;
  for (const [index, currency] of world.fx.currencies.entries()) {
    emit({
      at,
      tie: 40_000 + index,
      event: () => rateEvent(currency, 'spot', day, world.fx.perEuro(currency, day), at),
    });
  }
}

/** The planning rates of a year. */
export function emitBudgetRates(world: World, day: number, at: number, emit: Emit): void {
  const year = yearOf(day);
  const date = Math.floor(Date.UTC(year, 0, 1) / dayLength);
  for (const [index, currency] of world.fx.currencies.entries()) {
    const event = () => rateEvent(currency, 'budget', date, world.fx.budget(currency, year), at);
    emit({ at, tie: 41_000 + index, event });
  }
}

function rateEvent(quote: string, kind: 'spot' | 'budget', day: number, rate: number, at: number) {
  const date = isoDay(day);
  return outgoing(fxRate, {
    ...envelope('ecb', at),
    body: {
      rate_id: `ecb:EUR:${quote}:${date}:${kind}`,
      provider: 'ecb',
      base: 'EUR',
      quote,
      date,
      kind,
      rate: String(rate),
    },
  });
}

/** Buyers who first came to a shop on a day. */
export function emitCustomers(world: World, customers: Customers, shop: Shop, day: number, emit: Emit): void {
  const [first, end] = customers.joining(shop, day);
  const at = midnight(shop.zone, day);
  for (let number = first; number < end; number++) {
    const event = () => {
      const random = new Random(world.settings.seed, 'customer', shop.index, number);
      return outgoing(customerContract, {
        ...envelope(shop.traits.source, at),
        channel: shop.channel,
        shop: shop.id,
        body: {
          customer_key: `${shop.id}:c${number}`,
          channel_customer_id: String(1_000_000 + number),
          country: shop.country,
          locale: shop.market.locale,
          consent: { email: random.chance(0.55), sms: random.chance(0.2), ads: random.chance(0.4) },
          first_seen: isoInstant(at),
          tags: random.chance(0.1) ? ['newsletter'] : [],
        },
      });
    };
    emit({ at, tie: 1_000_000 + shop.index * 100_000 + (number - first), event });
  }
}

const orgs = [
  ['Marketplace operations', 34],
  ['Own shops', 12],
  ['Supply chain', 22],
  ['Warehouse', 26],
  ['Finance', 10],
  ['Data', 8],
  ['Customer service', 16],
] as const;

/** The people of the group. */
export function emitEmployees(world: World, at: number, emit: Emit): void {
  const random = new Random(world.settings.seed, 'employees');
  for (let number = 1; number <= 128; number++) {
    const org = random.weighted(orgs.map((each) => [each[0], each[1]] as const));
    const { entity, country } = random.pick(world.nodes);
    const hired = world.settings.firstDay - random.between(20, 2_400);
    const grade = `P${random.between(3, 9)}`;
    const event = () =>
      outgoing(employee, {
        ...envelope('hris', at),
        body: {
          employee_id: `EMP-${String(number).padStart(4, '0')}`,
          org,
          position: `${org} specialist`,
          ...(number > 8 ? { manager: `EMP-${String((number % 8) + 1).padStart(4, '0')}` } : {}),
          hire_date: isoDay(hired),
          fte: number % 9 === 0 ? '0.5' : '1',
          location: country,
          cost_center: `${entity}-${org.slice(0, 3).toUpperCase()}`,
          grade,
        },
      });
    emit({ at, tie: 50_000 + number, event });
  }
}
