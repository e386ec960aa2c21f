import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EntrepotError } from '#errors';
import { contracts, fxRate } from '../contracts/index.ts';
import { type OutgoingEvent, outgoing } from './outgoing-event.ts';
import { validateEvent } from './validate-event.ts';

const good = outgoing(fxRate, {
  body: {
    rate_id: 'ecb:EUR:USD:2026-03-02:spot',
    provider: 'ecb',
    base: 'EUR',
    quote: 'USD',
    date: '2026-03-02',
    kind: 'spot',
    rate: '1.0812',
  },
  source: 'ecb',
  time: '2026-03-02T15:00:00Z',
  version: 1,
});

function refused(event: OutgoingEvent): EntrepotError {
  try {
    validateEvent(event);
  } catch (error) {
    if (error instanceof EntrepotError) return error;
    throw error;
  }
  throw new Error('The event was accepted.');
}

describe('validateEvent', () => {
  it('accepts a good event, and fields it does not know', () => {
    validateEvent(good);
    validateEvent({ ...good, body: { ...good.body, more: { of: 1 } } });
  });

  it('compiles every contract', () => {
    for (const contract of contracts)
      expect(refused({ ...good, contract, body: {} }).code).toBe('EVENT_INVALID');
  });

  it('asks of a deletion only which entity it is', () => {
    validateEvent({ ...good, op: 'delete', body: { rate_id: 'ecb:EUR:USD:2026-03-02:spot' } });
    expect(refused({ ...good, op: 'delete', body: {} }).code).toBe('EVENT_INVALID');
  });

  it('names topic, entity and path of the fault', () => {
    const error = refused({ ...good, body: { ...good.body, rate: 1.0812 } });
    expect(error.code).toBe('EVENT_INVALID');
    expect(error.asked).toBe('rate');
    expect(error.message).toContain('fin.fx_rate.v1, rate_id «ecb:EUR:USD:2026-03-02:spot»: «rate»');
    expect(refused({ ...good, body: { ...good.body, kind: 'daily' } }).available).toContain('spot');
  });

  it('refuses what JSON would change in silence', () => {
    expect(refused({ ...good, body: { ...good.body, base: 'EU\ud800' } }).code).toBe('EVENT_INVALID');
    expect(refused({ ...good, body: { ...good.body, note: { text: 'half \udc00' } } }).asked).toBe(
      'note.text',
    );
    expect(refused({ ...good, body: { ...good.body, note: Number.NaN } }).asked).toBe('note');
    validateEvent({ ...good, body: { ...good.body, note: 'whole 😀' } });
  });

  it('refuses days and instants that do not exist', () => {
    expect(refused({ ...good, body: { ...good.body, date: '2026-02-30' } }).asked).toBe('date');
    expect(refused({ ...good, time: '2026-13-01T00:00:00Z' }).at).toBe('time');
    expect(refused({ ...good, time: '2026-03-02T15:00:00+01:00' }).at).toBe('time');
  });

  it('takes exactly the whole numbers of a UInt64 as version', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), (version) => {
        validateEvent({ ...good, version });
        validateEvent({ ...good, version: String(version) });
      }),
    );
    for (const version of [-1, 1.5, 2 ** 53, '18446744073709551616', '1e3', '']) {
      expect(refused({ ...good, version }).at).toBe('version');
    }
  });
});
