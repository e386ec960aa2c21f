import { customer, type OutgoingEvent, order, outgoing, product } from '#ingestion';
import { instantOf, isoInstant } from '../days.ts';
import { countryCode } from './countries.ts';
import type { DataSet, Row } from './data-set.ts';
import { decimalText, times } from './decimal-text.ts';

const zone = 'Europe/London';
const shop = 'online_retail_uk';
const currency = 'GBP';
const money = (amount: string) => ({ amount, currency });

type Line = { row: number; code: string; title: string; qty: string; price: string };
type Invoice = { no: string; at: number; customer: string; country: string; lines: Line[] };

/**
 * The UCI «Online Retail» set: two years of a British gift wholesaler. One order per invoice, one line per row, named
 * by the row's number. An invoice whose number begins with C takes earlier sales back: status cancelled, quantities
 * negative as they stand. Everything else is signed as it stands, bad debts («A» invoices) included. Prices have up
 * to three digits after the point; the few invoices entered across a minute keep the first one.
 */
export const onlineRetail: DataSet = {
  folder: 'online-retail',
  files: ['online_retail.csv.gz'],
  published: 'https://archive.ics.uci.edu/dataset/352/online+retail',
  async *events(read) {
    const invoices = new Map<string, Invoice>();
    const instants = new Map<string, number>();
    let row = 0;
    for await (const cells of read('online_retail.csv.gz')) {
      const date = cells.InvoiceDate ?? '';
      const at = instants.get(date) ?? instantOf(zone, Date.parse(`${date.replace(' ', 'T')}Z`));
      instants.set(date, at);
      add(invoices, cells, at, ++row);
    }
    yield* products(invoices.values());
    yield* customers(invoices.values());
    for (const invoice of invoices.values()) yield orderOf(invoice);
  },
};

function add(invoices: Map<string, Invoice>, cells: Row, at: number, row: number): void {
  const { InvoiceNo: no = '' } = cells;
  let invoice = invoices.get(no);
  if (!invoice) {
    invoice = { no, at, customer: cells.CustomerID ?? '', country: cells.Country ?? '', lines: [] };
    invoices.set(no, invoice);
  }
  invoice.at = Math.min(invoice.at, at);
  invoice.lines.push({
    row,
    code: cells.StockCode ?? '',
    title: cells.Description ?? '',
    qty: cells.Quantity ?? '',
    price: cells.UnitPrice ?? '',
  });
}

const envelope = (at: number) => ({
  source: 'online_retail',
  time: isoInstant(at),
  version: at,
  channel: 'online_retail',
  shop,
});

function orderOf(invoice: Invoice): OutgoingEvent {
  const { no, at, lines } = invoice;
  const cancelled = no.startsWith('C');
  const items = decimalText(lines.reduce((sum, { qty, price }) => sum + times(qty, price), 0n));
  const code = countryCode(invoice.country);
  return outgoing(order, {
    ...envelope(at),
    body: {
      order_id: `${shop}:${no}`,
      channel_order_no: no,
      marketplace: 'online_retail_uk',
      status: cancelled ? 'cancelled' : 'delivered',
      placed_at: isoInstant(at),
      ...(cancelled ? { cancelled_at: isoInstant(at) } : { paid_at: isoInstant(at) }),
      ...(invoice.customer === '' ? {} : { customer_key: `${shop}:${invoice.customer}` }),
      ship_to: { country_raw: invoice.country, ...(code ? { country: code } : {}) },
      fulfilment: 'own',
      totals: {
        items: money(items),
        shipping: money('0.00'),
        discount_seller: money('0.00'),
        discount_platform: money('0.00'),
        tax: money('0.00'),
        total: money(items),
      },
      tax_mode: 'excluded',
      lines: lines.map((line) => ({
        line_id: String(line.row),
        sku: line.code,
        ...(line.title === '' ? {} : { title: line.title }),
        qty: line.qty,
        unit_price: money(line.price),
        discount: money('0.00'),
        tax: money('0.00'),
        status: cancelled ? ('cancelled' as const) : ('shipped' as const),
      })),
    },
  });
}

/** A stock code is known by the first description that it was sold under. */
function* products(invoices: Iterable<Invoice>): Generator<OutgoingEvent> {
  const known = new Map<string, { title: string; at: number }>();
  for (const { at, lines } of invoices) {
    for (const { code, title } of lines) {
      const before = known.get(code);
      if (!before || (before.title === '' && title !== '')) known.set(code, { title, at: before?.at ?? at });
    }
  }
  for (const [code, { title, at }] of known) {
    yield outgoing(product, {
      ...envelope(at),
      body: { sku: code, title: title || code, category_path: ['Gifts'], status: 'active' },
    });
  }
}

function* customers(invoices: Iterable<Invoice>): Generator<OutgoingEvent> {
  const first = new Map<string, Invoice>();
  for (const invoice of invoices) {
    const before = first.get(invoice.customer);
    if (invoice.customer !== '' && (!before || invoice.at < before.at)) first.set(invoice.customer, invoice);
  }
  for (const [id, { at, country }] of first) {
    const code = countryCode(country);
    yield outgoing(customer, {
      ...envelope(at),
      body: {
        customer_key: `${shop}:${id}`,
        channel_customer_id: id,
        ...(code ? { country: code } : {}),
        consent: { email: false, sms: false, ads: false },
        first_seen: isoInstant(at),
        tags: [],
      },
    });
  }
}
