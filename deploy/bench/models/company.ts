import { fxRate, order, product, skuCost } from '#ingestion';
import type { Warehouse } from '#warehouse';

/** How large the company is whose events a measurement is made with. */
export type Company = {
  /** Order lines in all; an order has two or three. */
  lines: number;
  /** Order lines of a day. */
  perDay: number;
  skus: number;
  customers: number;
  /** The last day, `YYYY-MM-DD`. */
  today: string;
};

/** Lines of an order on average: two and three take turns. */
export const linesOfOrder = 2.5;

const delivery = (first: string, table: string) => `
  0 as _partition, ${first} as _offset, ${first} as _batch_first, ${first} as _batch_last,
  event_time as _timestamp, now64(3) as _ingested_at, 'upsert' as op, '${table}' as event_source`;

/**
 * The rows that events of a company would have left, made inside the engine: as many orders as the lines take, spread
 * evenly over days up to today and over the shops of the seeds, with goods, their cost and rates for all of that time.
 */
export async function makeCompany(warehouse: Warehouse, company: Company): Promise<void> {
  const { skus, today } = company;
  const days = daysOf(company);
  const [{ entities, currencies }] = (await warehouse.rows<{ entities: number; currencies: number }>(
    'select toUInt32((select count() from dim_entity)) as entities, toUInt32((select uniqExact(currency) from dim_marketplace)) as currencies',
  )) as [{ entities: number; currencies: number }];
  await warehouse.command(
    `insert into ${product.table} (entity_id, entity_version, event_time, sku, title, status, category_path, _partition, _offset, _batch_first, _batch_last, _timestamp, _ingested_at, op, event_source)
     select concat('SKU-', toString(number)) as sku_id, 1, toDateTime64({today:String}, 3, 'UTC') as event_time, sku_id, sku_id, 'active',
       [concat('category ', toString(number % 40))], ${delivery('number', 'bench')}
     from numbers({skus:UInt64})`,
    { skus, today },
  );
  await warehouse.command(
    `insert into ${skuCost.table} (entity_id, entity_version, event_time, cost_key, sku, entity, valid_from, unit_cost_amount, unit_cost_currency, landed_purchase_amount, landed_purchase_currency, method, _partition, _offset, _batch_first, _batch_last, _timestamp, _ingested_at, op, event_source)
     select concat('SKU-', toString(intDiv(number, length(entities))), ':', entities[number % length(entities) + 1].1) as key, 1,
       toDateTime64({today:String}, 3, 'UTC') as event_time, key, concat('SKU-', toString(intDiv(number, length(entities)))),
       entities[number % length(entities) + 1].1, toDate('2015-01-01'), toDecimal128(4 + number % 700 / 100, 6), entities[number % length(entities) + 1].2,
       toDecimal128(4 + number % 700 / 100, 6), entities[number % length(entities) + 1].2, 'average', ${delivery('number', 'bench')}
     from (with (select groupArray((entity, functional_currency)) from dim_entity) as entities
       select number, entities from numbers({costs:UInt64}))`,
    { skus, today, costs: skus * entities },
  );
  await warehouse.command(
    `insert into ${fxRate.table} (entity_id, entity_version, event_time, rate_id, provider, base, quote, date, kind, rate, _partition, _offset, _batch_first, _batch_last, _timestamp, _ingested_at, op, event_source)
     select concat('ecb:EUR:', currencies[number % length(currencies) + 1], ':', toString(day)) as id, 1, toDateTime64(day, 3, 'UTC') as event_time, id, 'ecb', 'EUR',
       currencies[number % length(currencies) + 1], day, 'spot', toDecimal128(0.5 + cityHash64(number) % 8000 / 1000, 18), ${delivery('number', 'bench')}
     from (with (select groupUniqArray(currency) from dim_marketplace where currency != 'EUR') as known
       select number, arrayDistinct(arrayConcat(known, ['CNY', 'USD'])) as currencies, addDays(toDate({today:String}), -toInt32(intDiv(number, length(currencies)))) as day
       from numbers({rates:UInt64}))`,
    { today, rates: (days + 3) * (currencies + 2) },
  );
  const orders = Math.round(company.lines / linesOfOrder);
  const atOnce = 2_000_000;
  for (let first = 0; first < orders; first += atOnce) {
    await makeOrders(warehouse, company, {
      first,
      count: Math.min(atOnce, orders - first),
      offset: first,
      version: 1,
    });
  }
}

/** Days that the company's orders are spread over. */
export function daysOf({ lines, perDay }: Company): number {
  return Math.max(1, Math.round(lines / perDay));
}

export type Orders = { first: number; count: number; offset: number; version: number };

/** Orders by number, of the day that the number falls on; another version of the same number is a later word on it. */
export async function makeOrders(
  warehouse: Warehouse,
  company: Company,
  { first, count, offset, version }: Orders,
): Promise<void> {
  const days = daysOf(company);
  const perDay = Math.round(company.lines / linesOfOrder / days);
  const { skus, customers, today } = company;
  await warehouse.command(
    `insert into ${order.table} (
       entity_id, entity_version, event_time, shop_id, channel, order_id, channel_order_no, marketplace, status, placed_at, customer_key,
       ship_to_country, fulfilment, tax_mode,
       totals_items_amount, totals_items_currency, totals_shipping_amount, totals_shipping_currency, totals_total_amount, totals_total_currency,
       lines.line_id, lines.sku, lines.qty, lines.unit_price_amount, lines.unit_price_currency, lines.discount_amount, lines.discount_currency,
       lines.tax_amount, lines.tax_currency, lines.status,
       _partition, _offset, _batch_first, _batch_last, _timestamp, _ingested_at, op, event_source)
     with
       (select groupArray((s.shop_id, s.channel, s.marketplace, m.currency, m.country, m.tax_mode))
        from dim_shop as s inner join dim_marketplace as m on m.marketplace = s.marketplace) as shops,
       shops[cityHash64(number) % length(shops) + 1] as shop,
       concat(shop.1, ':', toString(number)) as id,
       addDays(toDate({today:String}), -toInt32({days:UInt64} - 1 - intDiv(number, {perDay:UInt64}))) as day,
       2 + number % 2 as size,
       range(size) as places,
       arrayMap(place -> toDecimal128(5 + cityHash64(number, place) % 9000 / 100, 6), places) as prices,
       arrayMap(place -> shop.4, places) as currencies
     select
       id as entity_id, {version:UInt64}, toDateTime64(day, 3, 'UTC') + toIntervalSecond(number % 86400) as event_time, shop.1, shop.2, id, toString(number), shop.3,
       ['paid', 'shipped', 'delivered', 'delivered', 'cancelled'][cityHash64(number, {version:UInt64}) % 5 + 1], event_time,
       concat('c', toString(cityHash64(number, 1) % {customers:UInt64})), shop.5, 'own', shop.6,
       arraySum(prices), shop.4, toDecimal128(3, 6), shop.4, arraySum(prices) + 3, shop.4,
       arrayMap(place -> toString(place + 1), places), arrayMap(place -> concat('SKU-', toString(cityHash64(number, place, 7) % {skus:UInt64})), places),
       arrayMap(place -> toDecimal64(1 + cityHash64(number, place, 3) % 3, 4), places), prices, currencies,
       arrayMap(place -> toDecimal128(0.5, 6), places), currencies, arrayMap(price -> toDecimal128(price * 0.1, 6), prices), currencies,
       arrayMap(place -> 'open', places),
       ${delivery('toUInt64(number - {first:UInt64} + {offset:UInt64})', 'bench')}
     from numbers({first:UInt64}, {count:UInt64})`,
    { first, count, offset, version, skus, customers, today, days, perDay },
    { settings: { max_insert_threads: 2, max_threads: 2 } },
  );
}
