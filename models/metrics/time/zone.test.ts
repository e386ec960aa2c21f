import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, localTime } from './zone.ts';

const at = (text: string) => new Date(text);
const iso = (instant: number) => new Date(instant).toISOString();

describe('instantOf', () => {
  it('is the inverse of localTime wherever the clock shows a time once', () => {
    const zones = [
      'UTC',
      'Asia/Kolkata',
      'America/New_York',
      'Europe/London',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
    ];
    fc.assert(
      fc.property(
        fc.date({ min: at('1971-01-01'), max: at('2037-12-31'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (date, zone) => {
          const local = localTime(date.getTime(), zone);
          // In the repeated hour of autumn the first of two instants is taken.
          const difference = date.getTime() - instantOf(local, zone);
          expect([0, 1_800_000, 3_600_000]).toContain(difference);
          expect(localTime(instantOf(local, zone), zone)).toBe(local);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('moves a time the clock jumps over behind the jump', () => {
    const skipped = Date.UTC(2026, 2, 29, 2, 30);
    expect(iso(instantOf(skipped, 'Europe/Berlin'))).toBe('2026-03-29T01:30:00.000Z');
  });
});
