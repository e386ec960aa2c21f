import {
  type Body,
  customer,
  type OutgoingEvent,
  order,
  orderStatus,
  outgoing,
  product,
  shipment,
} from '#ingestion';
import { instantOf, isoInstant } from '../days.ts';
import type { DataSet, Row } from './data-set.ts';
import { decimalText, millionths } from './decimal-text.ts';

const zone = 'America/Sao_Paulo';
const shop = 'olist_br';
const currency = 'BRL';
const money = (amount: bigint) => ({ amount: decimalText(amount), currency });
type Status = Body<typeof order>['status'];

const statuses: Readonly<Record<string, Status>> = {
  created: 'pending',
  approved: 'paid',
  invoiced: 'paid',
  processing: 'paid',
  shipped: 'shipped',
  delivered: 'delivered',
  canceled: 'cancelled',
  unavailable: 'cancelled',
};

/** Ten thousand orders of 2017 from Olist, a Brazilian marketplace. */
export const olist: DataSet = {
  folder: 'olist-10k',
  files: [
    'orders.csv.gz',
    'order_items.csv.gz',
    'customers.csv.gz',
    'products.csv.gz',
    'product_category_name_translation.csv.gz',
  ],
  published: 'https://www.kaggle.com/datasets/olistbr/brazilian-ecommerce',
  async *events(read) {
    const english = new Map<string, string>();
    for await (const row of read('product_category_name_translation.csv.gz')) {
      english.set(row.product_category_name!, row.product_category_name_english!);
    }
    for await (const row of read('products.csv.gz')) yield productOf(row, english);
    const buyers = new Map<string, Row>();
    for await (const row of read('customers.csv.gz')) buyers.set(row.customer_id!, row);
    const items = new Map<string, Row[]>();
    for await (const row of read('order_items.csv.gz')) {
      items.set(row.order_id!, [...(items.get(row.order_id!) ?? []), row]);
    }
    for await (const row of read('orders.csv.gz')) {
      const buyer = buyers.get(row.customer_id!);
      if (buyer) yield customerOf(row, buyer);
      yield* orderOf(row, items.get(row.order_id!) ?? [], buyer);
    }
  },
};

/** Times are São Paulo's. */
function at(text: string | undefined): number | undefined {
  return text ? instantOf(zone, Date.parse(`${text.replace(' ', 'T')}Z`)) : undefined;
}

const envelope = (instant: number) => ({
  source: 'olist',
  time: isoInstant(instant),
  version: instant,
  channel: 'olist',
  shop,
});

function productOf(row: Row, english: ReadonlyMap<string, string>): OutgoingEvent {
  const category = row.product_category_name ?? '';
  const centimetres = (name: string) =>
    row[name] ? { [name.replace('product_', '')]: String(Number(row[name])) } : {};
  const grams = row.product_weight_g;
  return outgoing(product, {
    ...envelope(Date.UTC(2017, 0, 1)),
    body: {
      sku: row.product_id!,
      title: `${english.get(category) ?? (category || 'product')} ${row.product_id!.slice(0, 6)}`,
      category_path: category === '' ? [] : [english.get(category) ?? category],
      ...(grams ? { weight_kg: (Number(grams) / 1_000).toFixed(3) } : {}),
      ...centimetres('product_length_cm'),
      ...centimetres('product_width_cm'),
      ...centimetres('product_height_cm'),
      status: 'active',
    },
  });
}

function customerOf(row: Row, buyer: Row): OutgoingEvent {
  const placed = at(row.order_purchase_timestamp)!;
  return outgoing(customer, {
    // A buyer comes up at each order; counting down from a far day, the first visit is the version that stays.
    ...envelope(placed),
    version: Date.UTC(2100, 0, 1) - placed,
    body: {
      customer_key: `${shop}:${buyer.customer_unique_id}`,
      channel_customer_id: buyer.customer_unique_id!,
      country: 'BR',
      consent: { email: false, sms: false, ads: false },
      first_seen: isoInstant(placed),
      tags: [],
    },
  });
}

function* orderOf(row: Row, items: readonly Row[], buyer: Row | undefined): Generator<OutgoingEvent> {
  const placed = at(row.order_purchase_timestamp)!;
  const paid = at(row.order_approved_at);
  const shipped = at(row.order_delivered_carrier_date);
  const delivered = at(row.order_delivered_customer_date);
  const promised = at(row.order_estimated_delivery_date);
  const status = statuses[row.order_status!] ?? 'pending';
  const last = Math.max(placed, paid ?? 0, shipped ?? 0, delivered ?? 0);
  const id = `${shop}:${row.order_id}`;
  const sum = (column: string) => items.reduce((total, item) => total + millionths(item[column]!), 0n);
  const goods = sum('price');
  const freight = sum('freight_value');
  yield outgoing(order, {
    ...envelope(last),
    body: {
      order_id: id,
      channel_order_no: row.order_id!,
      marketplace: 'olist_br',
      status,
      channel_status: row.order_status!,
      placed_at: isoInstant(placed),
      ...(paid === undefined ? {} : { paid_at: isoInstant(paid) }),
      ...(promised === undefined ? {} : { promise_deliver_by: isoInstant(promised) }),
      ...(buyer ? { customer_key: `${shop}:${buyer.customer_unique_id}` } : {}),
      ship_to: {
        country: 'BR',
        ...(buyer
          ? {
              region: buyer.customer_state!,
              city: buyer.customer_city!,
              postal_prefix: buyer.customer_zip_code_prefix!,
            }
          : {}),
      },
      fulfilment: 'drop',
      totals: {
        items: money(goods),
        shipping: money(freight),
        discount_seller: money(0n),
        discount_platform: money(0n),
        tax: money(0n),
        total: money(goods + freight),
      },
      tax_mode: 'included',
      lines: items.map((item) => ({
        line_id: item.order_item_id!,
        sku: item.product_id!,
        qty: '1',
        unit_price: money(millionths(item.price!)),
        discount: money(0n),
        tax: money(0n),
        status:
          status === 'cancelled'
            ? ('cancelled' as const)
            : shipped
              ? ('shipped' as const)
              : ('open' as const),
      })),
    },
  });
  if (shipped !== undefined) yield statusOf(id, 'shipped', shipped);
  if (delivered !== undefined) yield statusOf(id, 'delivered', delivered);
  if (shipped === undefined) return;
  yield outgoing(shipment, {
    ...envelope(last),
    body: {
      shipment_id: `${id}:s1`,
      order_ids: [id],
      leg: 'last_mile',
      carrier: 'undisclosed',
      to: { country: 'BR', ...(buyer ? { region: buyer.customer_state! } : {}) },
      packages: [],
      shipped_at: isoInstant(shipped),
      ...(promised === undefined ? {} : { promised_at: isoInstant(promised) }),
      ...(delivered === undefined ? {} : { delivered_at: isoInstant(delivered) }),
    },
  });
}

function statusOf(id: string, to: Status, instant: number): OutgoingEvent {
  return outgoing(orderStatus, {
    ...envelope(instant),
    key: id,
    body: {
      change_id: `${id}:${to}:${instant}`,
      order_id: id,
      to,
      at: isoInstant(instant),
      actor: 'platform',
    },
  });
}
