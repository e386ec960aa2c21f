import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { mapSample } from '../testing/samples.ts';
import { stripe } from './index.ts';

const map = (payload: unknown) => mapSample(stripe, { value: Buffer.from(JSON.stringify(payload)) });
const created = 1_772_357_400;
const charge = {
  ...{ id: 'ch_1', object: 'charge', amount: 1999, amount_captured: 1999, currency: 'eur', created },
  ...{ status: 'succeeded', paid: true, captured: true },
};

describe('what Stripe sends', () => {
  it('is taken apart; an event about what is ignored is ignored, about what is not known refused', () => {
    const event = (object: unknown) => ({
      id: 'evt_1',
      object: 'event',
      type: 'x',
      created,
      data: { object },
    });
    expect(map(event(charge))).toEqual(map(charge));
    expect(map({ object: 'list', data: [charge, charge], has_more: false })).toHaveLength(2);
    expect(map({ object: 'customer', id: 'cus_1' })).toEqual([]);
    expect(map(event({ object: 'payment_intent' }))).toEqual([]);
    const mixed = { object: 'list', data: [event({ object: 'payment_intent' }), event(charge)] };
    expect(map(mixed)).toEqual(map(charge));
    expect(() => map(event({ object: 'moon' }))).toThrow(/«moon»/);
    const hook = { ...event({ object: 'customer' }), id: 'evt_2' };
    const body = Buffer.from(JSON.stringify(hook));
    expect(stripe.webhook!.describe({ source: 'stripe', headers: {}, body }).object).toBe('customer');
  });

  it('has a signature, over the time as well', () => {
    const body = Buffer.from(JSON.stringify({ id: 'evt_1', object: 'event', account: 'acct_1' }));
    const sign = (secret: string, time: number) =>
      createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex');
    const request = (header: string, sent = body) => ({
      source: 'stripe',
      headers: { 'stripe-signature': header },
      body: sent,
    });
    const { verify, describe: say } = stripe.webhook!;
    const good = `t=${created},v1=${'0'.repeat(64)},v1=${sign('s', created)},v0=x`;
    expect(verify(request(good), 's')).toBe(true);
    expect(verify(request(good), 'other')).toBe(false);
    expect(verify(request(good, Buffer.from('{}')), 's')).toBe(false);
    expect(verify(request(`t=${created + 1},v1=${sign('s', created)}`), 's')).toBe(false);
    expect(verify(request(''), 's')).toBe(false);
    expect(say(request(good))).toEqual({
      object: 'event',
      account: 'acct_1',
      id: 'evt_1',
      sentAt: '2026-03-01T09:30:00.000Z',
    });
  });
});
