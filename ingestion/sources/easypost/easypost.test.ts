import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  bodiesOf,
  manifestEntries,
  mapSample,
  missingOf,
  payloadsDir,
  readSample,
  sampleFiles,
} from '../testing/samples.ts';
import { easypost } from './index.ts';

const map = (payload: unknown, object?: string) =>
  mapSample(easypost, { value: Buffer.from(JSON.stringify(payload)), ...(object ? { object } : {}) });

const tracker = {
  id: 'trk_7',
  object: 'Tracker',
  tracking_code: '1Z9',
  status: 'delivered',
  created_at: '2026-03-01T08:00:00Z',
  updated_at: '2026-03-03T10:00:00Z',
  shipment_id: 'shp_7',
  carrier: 'UPS',
  tracking_details: [
    {
      status: 'pre_transit',
      status_detail: 'label_created',
      message: 'Label',
      datetime: '2026-03-01T09:00:00Z',
    },
    {
      status: 'delivered',
      message: 'Left at door',
      datetime: '2026-03-03T09:59:00-05:00',
      tracking_location: { city: 'DALLAS', country: 'US', zip: '75001' },
    },
  ],
};
const shipment = {
  id: 'shp_7',
  object: 'Shipment',
  created_at: '2026-03-01T08:00:00Z',
  updated_at: '2026-03-01T08:05:00Z',
  is_return: false,
  reference: '1001',
  tracking_code: '1Z9',
  to_address: { country: 'US', state: 'TX', zip: '75001', name: 'Ann', street1: 'Main St 1' },
  parcel: { id: 'prcl_7', weight: 16, length: 10, width: 5.5, height: 2 },
  postage_label: { created_at: '2026-03-01T08:04:00Z' },
  selected_rate: { carrier: 'UPS', service: 'Ground', rate: '8.20', currency: 'USD' },
  tracker,
};

describe('easypost', () => {
  it('makes an event of each scan, in the words of the platform', () => {
    const events = map(tracker);
    expect(bodiesOf(events, 'lgt.tracking_event.v1')).toMatchObject([
      { event_key: 'ups:1Z9:1', status: 'created', sub_status: 'pre_transit/label_created', seq: 1 },
      {
        status: 'delivered',
        at: '2026-03-03T14:59:00.000Z',
        location: { country: 'US', city: 'DALLAS' },
        seq: 2,
      },
    ]);
    expect(events.map(({ version }) => version)).toEqual([
      Date.parse(tracker.updated_at),
      Date.parse(tracker.updated_at),
    ]);
  });

  it('takes a label that was given back for nothing, and leaves events about other things', () => {
    const [cost] = bodiesOf(map({ ...shipment, refund_status: 'refunded' }), 'lgt.freight_cost.v1');
    expect(cost).toMatchObject({ estimated: { amount: '8.20' }, invoiced: { amount: '0', currency: 'USD' } });
    const event = (result: object, description: string) => ({
      ...{ id: 'evt_1', object: 'Event', description, created_at: '2026-03-01T08:00:00Z', result },
    });
    const batch = event({ id: 'batch_1', object: 'Batch' }, 'batch.updated');
    expect(map(batch)).toEqual([]);
    expect(map(event({ id: 'shprep_1', object: 'ShipmentReport' }, 'report.done'))).toEqual([]);
    const page = { events: [batch, event(tracker, 'tracker.updated')], has_more: false };
    expect(map(page)).toHaveLength(2);
    const body = Buffer.from(JSON.stringify(batch));
    expect(easypost.webhook!.describe({ source: 'easypost', headers: {}, body }).object).toBe('Batch');
  });

  it('keeps a status that it does not know as unmapped, and says so of a tracker without scans too', () => {
    const [event] = map({ ...tracker, status: 'teleported', tracking_details: [] });
    expect(event!.body).toMatchObject({ status: 'unmapped', sub_status: 'teleported', seq: 1 });
  });

  it('maps a bought shipment with its postage and scans; ounces and inches become metric; the buyer stays out', () => {
    const events = map(shipment);
    expect(events.map(({ contract }) => contract.topic)).toEqual([
      'lgt.shipment.v1',
      'lgt.freight_cost.v1',
      'lgt.tracking_event.v1',
      'lgt.tracking_event.v1',
    ]);
    expect(events[0]!.body).toMatchObject({
      shipment_id: 'easypost:shp_7',
      order_ids: ['1001'],
      leg: 'last_mile',
      carrier: 'ups',
      to: { country: 'US', region: 'TX', postal_prefix: '750' },
      packages: [{ weight_kg: '0.453592', length_cm: '25.4', width_cm: '13.97', height_cm: '5.08' }],
      shipped_at: '2026-03-01T08:04:00.000Z',
      delivered_at: '2026-03-03T14:59:00.000Z',
    });
    expect(events[1]!.body).toMatchObject({ estimated: { amount: '8.20', currency: 'USD' } });
    expect(JSON.stringify(events)).not.toMatch(/Ann|Main St/);
    expect(() => map({ ...shipment, selected_rate: null }, 'Shipment')).toThrow(/not been bought/);
  });

  it('takes events and pages apart', () => {
    const event = { id: 'evt_1', object: 'Event', description: 'tracker.updated', result: tracker };
    expect(map(event)).toEqual(map(tracker));
    expect(map({ trackers: [tracker, tracker], has_more: false })).toHaveLength(4);
    expect(() => map({ ...event, result: { object: 'Teapot' } })).toThrow(/«Teapot»/);
    expect(map({ object: 'Parcel', id: 'prcl_7' })).toEqual([]);
  });

  it('maps a claim from its opening to its end', () => {
    const claim = {
      ...{
        id: 'clm_1',
        object: 'Claim',
        created_at: '2026-03-05T00:00:00Z',
        updated_at: '2026-03-09T00:00:00Z',
      },
      ...{
        shipment_id: 'shp_7',
        type: 'damage',
        description: 'wet',
        status: 'paid',
        requested_amount: '100.00',
      },
      ...{ approved_amount: '80.00', status_timestamp: '2026-03-08T00:00:00Z' },
    };
    expect(map(claim)[0]!.body).toMatchObject({
      claim_id: 'easypost:clm_1',
      reason: 'damage: wet',
      requested: { amount: '100.00', currency: 'USD' },
      approved: { amount: '80.00', currency: 'USD' },
      status: 'paid',
      closed_at: '2026-03-08T00:00:00.000Z',
    });
  });

  it('knows its signature', () => {
    const body = Buffer.from(
      JSON.stringify({ id: 'evt_1', description: 'x', created_at: '2026-03-01T00:00:00Z' }),
    );
    const signed = (secret: string) =>
      `hmac-sha256-hex=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const request = (signature: string, sent = body) => ({
      source: 'easypost',
      headers: { 'x-hmac-signature': signature },
      body: sent,
    });
    const { verify, describe: say } = easypost.webhook!;
    expect(verify(request(signed('s')), 's')).toBe(true);
    expect(verify(request(signed('other')), 's')).toBe(false);
    expect(verify(request(signed('s'), Buffer.from('{}')), 's')).toBe(false);
    expect(verify(request(''), 's')).toBe(false);
    expect(say(request(signed('s')))).toEqual({
      ...{ object: 'Event', account: undefined, id: 'evt_1', sentAt: '2026-03-01T00:00:00.000Z' },
    });
  });
});

describe.skipIf(payloadsDir === undefined)(
  'easypost samples (skipped where ENTREPOT_SAMPLES has none)',
  () => {
    it.each(manifestEntries('easypost'))('$file holds what the manifest says', (entry) => {
      const events = mapSample(easypost, { value: readSample(entry.file) });
      expect(missingOf(entry, events, { currency: 'USD' })).toEqual([]);
    });

    /** Shipments that were not bought, and events about other things. */
    const refused: Readonly<Record<string, RegExp>> = {
      'easypost/returns-create.json': /not been bought/,
      'easypost/shipments-retrieve.json': /not been bought/,
      'easypost/events-list.json': /holds nothing for us/,
      'easypost/events-retrieve.json': /holds nothing for us/,
    };
    it.each(sampleFiles('easypost'))('%s is mapped, ignored or refused with a reason', (file) => {
      const map = () => mapSample(easypost, { value: readSample(file) });
      if (refused[file]) expect(map).toThrow(refused[file]);
      else expect(map).not.toThrow();
    });
  },
);
