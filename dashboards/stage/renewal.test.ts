import { describe, expect, it } from 'vitest';
import { renewalDue } from './renewal.ts';

const shanghai = { quietHour: 4, timeZone: 'Asia/Shanghai' };
const day = Date.parse('2026-03-01T12:00:00Z');
const megabyte = 1_024 * 1_024;

describe('renewalDue', () => {
  it('comes once a night, in the quiet hour of the screen’s own zone', () => {
    const quiet = Date.parse('2026-03-01T20:10:00Z');
    expect(renewalDue(day, Date.parse('2026-03-01T19:59:00Z'), shanghai)).toBe(false);
    expect(renewalDue(day, quiet, shanghai)).toBe(true);
    expect(renewalDue(quiet, quiet + 49 * 60_000, shanghai)).toBe(false);
  });

  it('does not wait for the night when the heap is full, nor renew in a circle', () => {
    expect(renewalDue(day, day + 11 * 60_000, shanghai, 500 * megabyte)).toBe(true);
    expect(renewalDue(day, day + 9 * 60_000, shanghai, 500 * megabyte)).toBe(false);
    expect(renewalDue(day, day + 11 * 60_000, shanghai, 100 * megabyte)).toBe(false);
  });
});
