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
import { aftership } from './index.ts';

const map = (payload: unknown) => mapSample(aftership, { value: Buffer.from(JSON.stringify(payload)) });
const tracking = {
  id: 'trk1',
  tracking_number: 'LX9',
  slug: 'correos',
  created_at: '2026-03-01T08:00:00+00:00',
  updated_at: '2026-03-03T10:00:00+00:00',
  order_id: '1001',
  emails: ['ann@example.com'],
  tag: 'Delivered',
  checkpoints: [
    {
      tag: 'InTransit',
      subtag: 'InTransit_006',
      message: 'At customs',
      checkpoint_time: '2026-03-02T10:00:00+01:00',
      country_iso3: 'ESP',
    },
    {
      tag: 'Delivered',
      message: 'Delivered',
      checkpoint_time: '2026-03-03T09:00:00',
      city: 'Valencia',
      country_iso3: 'ESP',
    },
  ],
};

describe('aftership', () => {
  it('takes a page without trackings for nothing', () => {
    expect(map({ data: { trackings: [], count: 0 }, meta: { code: 200 } })).toEqual([]);
  });

  it('makes an event of each checkpoint; sub-statuses say more; countries have two letters; nobody is named', () => {
    const events = map({ meta: { code: 200 }, data: { tracking } });
    expect(bodiesOf(events, 'lgt.tracking_event.v1')).toMatchObject([
      {
        event_key: 'correos:LX9:1',
        status: 'customs',
        at: '2026-03-02T09:00:00.000Z',
        location: { country: 'ES' },
      },
      { status: 'delivered', at: '2026-03-03T09:00:00.000Z', location: { country: 'ES', city: 'Valencia' } },
    ]);
    expect(JSON.stringify(events)).not.toContain('ann@');
  });

  it('reads pages, single ones and webhooks alike', () => {
    expect(map({ data: { trackings: [tracking, tracking] } })).toHaveLength(4);
    expect(map({ event: 'tracking_update', event_id: 'e1', msg: tracking, ts: 1_772_500_000 })).toEqual(
      map(tracking),
    );
    expect(map({ data: { notification: { emails: [] } } })).toEqual([]);
  });

  it('says at least the tag of a tracking without checkpoints, unknown ones as unmapped', () => {
    expect(map({ ...tracking, tag: 'Lost', checkpoints: [] })[0]!.body).toMatchObject({
      ...{ status: 'unmapped', sub_status: 'Lost', at: '2026-03-01T08:00:00.000Z', seq: 1 },
    });
  });

  it('knows its signature', () => {
    const body = Buffer.from(JSON.stringify({ event_id: 'e1', ts: 1_772_500_000, msg: tracking }));
    const headers = (secret: string) => ({
      'aftership-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
    });
    const request = (secret: string, sent = body) => ({
      source: 'aftership',
      headers: headers(secret),
      body: sent,
    });
    const { verify, describe: say } = aftership.webhook!;
    expect([
      verify(request('s'), 's'),
      verify(request('t'), 's'),
      verify(request('s', Buffer.from('{}')), 's'),
    ]).toEqual([true, false, false]);
    expect(say(request('s'))).toMatchObject({
      object: 'tracking',
      id: 'e1',
      sentAt: '2026-03-03T01:06:40.000Z',
    });
  });
});

describe.skipIf(payloadsDir === undefined)(
  'aftership samples (skipped where ENTREPOT_SAMPLES has none)',
  () => {
    it.each(manifestEntries('aftership'))('$file holds what the manifest says', (entry) => {
      expect(missingOf(entry, mapSample(aftership, { value: readSample(entry.file) }))).toEqual([]);
    });

    it.each(sampleFiles('aftership'))('%s is mapped or ignored', (file) => {
      expect(() => mapSample(aftership, { value: readSample(file) })).not.toThrow();
    });
  },
);
