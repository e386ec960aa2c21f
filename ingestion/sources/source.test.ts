import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { payment } from '../contracts/index.ts';
import { validateEvent } from '../producer/index.ts';
import { amount, ident, instantUtc, readAs } from './payload/fields.ts';
import { type Shop, shopDirectory } from './shops.ts';
import { eventOf, mapRecord, type Source, shopOf } from './source.ts';

const paid = z.object({ id: ident, order: ident, total: amount, currency: ident, at: instantUtc });

/** The source of the README. */
const acme: Source = {
  name: 'acme',
  channel: 'acme',
  objects: {
    payment: (payload, context) => {
      const from = readAs(paid, payload, 'Acme payment');
      const shop = shopOf(context);
      const body = {
        payment_id: `${shop.shop}:${from.id}`,
        order_id: `${shop.shop}:${from.order}`,
        gateway: 'acme',
        kind: 'sale' as const,
        status: 'succeeded' as const,
        amount: { amount: from.total, currency: from.currency },
        at: from.at,
      };
      return [eventOf(context, shop, payment, { body, time: from.at, version: Date.parse(from.at) })];
    },
  },
};

const shop = (id: string, marketplace: string, channel = 'acme'): Shop => ({
  shop: id,
  channel,
  marketplace,
  currency: 'EUR',
  taxMode: 'included',
});
const shops = [
  shop('acme_de', 'acme_de'),
  shop('acme_de_2', 'acme_de'),
  shop('other_fr', 'acme_fr', 'other'),
];
const directory = shopDirectory(shops, [
  { source: 'acme', account: 'A1', marketplace: 'acme_de', shop: 'acme_de_2' },
  { source: 'acme', account: 'A1', shop: 'acme_de' },
]);

const record = (text: string, object: string | undefined = 'payment') => ({
  value: Buffer.from(text),
  object,
  account: 'acme-de.example.com',
  receivedAt: '2026-03-01T00:00:00.000Z',
  rawref: 'raw.acme/0/7',
});

describe('a source', () => {
  it('needs one mapping per object, and gives events that fulfil their contract', () => {
    const text =
      '{"id":12345678901234567890,"order":9,"total":19.90,"currency":"EUR","at":"2026-03-01T10:00:00+01:00"}';
    const [event] = mapRecord(acme, record(text), directory);
    validateEvent(event!);
    expect(event).toMatchObject({ source: 'acme', channel: 'acme', shop: 'acme_de', rawref: 'raw.acme/0/7' });
    expect(event!.body).toMatchObject({
      payment_id: 'acme_de:12345678901234567890',
      amount: { amount: '19.90', currency: 'EUR' },
      at: '2026-03-01T09:00:00.000Z',
    });
  });

  it('refuses objects it does not send, named or not', () => {
    expect(() => mapRecord(acme, record('{}', 'paymnt'), directory)).toThrow(/paymnt/);
    expect(() => mapRecord(acme, { ...record('{}'), object: undefined }, directory)).toThrow(
      /none of the objects/,
    );
  });
});

describe('shopDirectory', () => {
  const find = (account: string | undefined, marketplace?: string) =>
    directory.find({ source: 'acme', channel: 'acme', account, marketplace }).shop;

  it('lets a listed account decide, the one for the marketplace first', () => {
    expect(find('A1', 'acme_de')).toBe('acme_de_2');
    expect(find('A1', 'acme_fr')).toBe('acme_de');
  });

  it('else takes an account named like a shop, else the first shop of the marketplace', () => {
    expect(find('acme_de_2')).toBe('acme_de_2');
    expect(find('acme-de-2.example.com', 'acme_de')).toBe('acme_de_2');
    expect(find('unheard', 'acme_de')).toBe('acme_de');
    expect(find(undefined, 'acme_de')).toBe('acme_de');
  });

  it('never gives a shop of another channel, and says what there is', () => {
    expect(() => find('other_fr')).toThrow(/No shop of acme/);
    expect(() => find('unheard', 'acme_fr')).toThrow(/unheard on acme_fr/);
  });
});
