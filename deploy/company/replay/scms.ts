import {
  freightCost,
  goodsReceipt,
  type OutgoingEvent,
  outgoing,
  product,
  purchaseOrder,
  shipment,
  supplier,
} from '#ingestion';
import { isoInstant } from '../days.ts';
import { countryCode } from './countries.ts';
import type { DataSet, Row } from './data-set.ts';

const file = 'SCMS_Delivery_History_Dataset.csv';
const usd = (amount: string) => ({ amount, currency: 'USD' });

/**
 * Deliveries of the US government's Supply Chain Management System, 2006 to 2015: orders, what arrived when, by which
 * way and at which cost. The set does not tell when goods left: the day the order was sent stands in, or, where that
 * was not captured, the scheduled day. It does not tell where vendors are either: their country is ZZ, unknown.
 */
export const scms: DataSet = {
  folder: 'scms-procurement',
  files: [file],
  published: 'https://catalog.data.gov/dataset/supply-chain-shipment-pricing-data',
  async *events(read) {
    const rows: Row[] = [];
    for await (const row of read(file)) rows.push(row);
    yield* masters(rows);
    for (const lines of groupBy(rows, (row) => purchaseId(row)).values()) yield purchaseOf(lines);
    for (const row of rows) yield receiptOf(row);
    for (const packages of groupBy(rows, (row) => row['ASN/DN #']!).values()) yield* shipmentOf(packages);
  },
};

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
const supplierId = (row: Row) => `scms:${slug(row.Vendor!)}`;
/** Numbers are shared between vendors, so an order is one of a vendor. */
const purchaseId = (row: Row) => `scms:${row['PO / SO #']}:${slug(row.Vendor!)}`;
const skuOf = (row: Row) => `scms:${slug(row['Item Description']!).slice(0, 150)}`;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `02-Jun-06`, or words where the day was not captured. */
function dayOfText(text: string | undefined): string | undefined {
  const match = /^(\d{1,2})-([A-Z][a-z]{2})-(\d{2})$/.exec(text ?? '');
  if (!match) return undefined;
  const month = String(months.indexOf(match[2]!) + 1).padStart(2, '0');
  return `20${match[3]}-${month}-${match[1]!.padStart(2, '0')}`;
}

const scheduled = (row: Row) => dayOfText(row['Scheduled Delivery Date'])!;
const delivered = (row: Row) => dayOfText(row['Delivered to Client Date'])!;
const sent = (row: Row) => dayOfText(row['PO Sent to Vendor Date']);
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const envelope = (instant: number) => ({ source: 'scms', time: isoInstant(instant), version: instant });

function groupBy(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

function* masters(rows: readonly Row[]): Generator<OutgoingEvent> {
  for (const [id, [row]] of groupBy(rows, supplierId)) {
    yield outgoing(supplier, {
      ...envelope(at(delivered(row!))),
      body: {
        supplier_id: id,
        name: row!.Vendor!,
        country: 'ZZ',
        currency: 'USD',
        lead_time_days: 0,
        certificates: [],
        status: 'active',
      },
    });
  }
  for (const [sku, [row]] of groupBy(rows, skuOf)) {
    yield outgoing(product, {
      ...envelope(at(delivered(row!))),
      body: {
        sku,
        title: row!['Item Description']!,
        ...(row!.Brand ? { brand: row!.Brand } : {}),
        category_path: [row!['Product Group']!, row!['Sub Classification']!],
        supplier_id: supplierId(row!),
        status: 'active',
      },
    });
  }
}

function purchaseOf(lines: readonly Row[]): OutgoingEvent {
  const ordered = lines.map((row) => sent(row) ?? scheduled(row)).sort()[0]!;
  const last = lines.map(delivered).sort().at(-1)!;
  return outgoing(purchaseOrder, {
    ...envelope(Math.max(at(ordered), at(last))),
    body: {
      po_id: purchaseId(lines[0]!),
      supplier_id: supplierId(lines[0]!),
      entity: 'E-SCMS',
      status: 'received',
      ordered_at: isoInstant(at(ordered)),
      lines: lines.map((row) => ({
        line: row.ID!,
        sku: skuOf(row),
        qty: row['Line Item Quantity']!,
        price: usd(row['Pack Price']!),
        requested_date: scheduled(row),
        commit_date: scheduled(row),
      })),
    },
  });
}

function receiptOf(row: Row): OutgoingEvent {
  const instant = at(delivered(row));
  const qty = row['Line Item Quantity']!;
  return outgoing(goodsReceipt, {
    ...envelope(instant),
    body: {
      receipt_id: `scms:${row.ID}`,
      po_id: purchaseId(row),
      line: row.ID!,
      supplier_id: supplierId(row),
      sku: skuOf(row),
      qty_received: qty,
      qty_accepted: qty,
      qty_rejected: '0',
      received_at: isoInstant(instant),
    },
  });
}

function* shipmentOf(rows: readonly Row[]): Generator<OutgoingEvent> {
  const first = rows[0]!;
  const id = `scms:${first['ASN/DN #']}`;
  const arrived = rows.map(delivered).sort().at(-1)!;
  const left = rows.map((row) => sent(row) ?? scheduled(row)).sort()[0]!;
  const country = countryCode(first.Country!);
  const carrier = first['Shipment Mode'];
  yield outgoing(shipment, {
    ...envelope(at(arrived)),
    body: {
      shipment_id: id,
      order_ids: [...new Set(rows.map(purchaseId))],
      leg: 'line_haul',
      carrier: !carrier || carrier === 'N/A' ? 'unknown' : carrier,
      to: country ? { country } : { region: first.Country! },
      packages: rows
        .filter((row) => /^\d+(\.\d+)?$/.test(row['Weight (Kilograms)']!))
        .map((row) => ({ package_id: row.ID!, weight_kg: row['Weight (Kilograms)']! })),
      shipped_at: isoInstant(Math.min(at(left), at(arrived))),
      promised_at: isoInstant(at(rows.map(scheduled).sort().at(-1)!)),
      delivered_at: isoInstant(at(arrived)),
    },
  });
  for (const row of rows) {
    for (const [kind, column] of [
      ['freight', 'Freight Cost (USD)'],
      ['insurance', 'Line Item Insurance (USD)'],
    ] as const) {
      // Others say «Freight Included in Commodity Cost», or name the line that carries the cost of all.
      if (!/^\d+(\.\d{1,6})?$/.test(row[column] ?? '')) continue;
      yield outgoing(freightCost, {
        ...envelope(at(delivered(row))),
        body: {
          cost_id: `scms:${row.ID}:${kind}`,
          shipment_id: id,
          kind,
          estimated: usd(row[column]!),
          invoiced: usd(row[column]!),
          incurred_at: isoInstant(at(delivered(row))),
        },
      });
    }
  }
}
