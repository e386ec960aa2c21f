import { expect, it } from 'vitest';
import { timeLabels } from './time-label.ts';

it('shows dates as they stand, wherever the reader is', () => {
  const label = timeLabels(['2026-11-23', '2026-11-24'], 'en');
  expect(label('2026-11-23')).toBe('Nov 23');
});

it('shows first days of months as months', () => {
  const label = timeLabels(['2026-10-01', '2026-11-01'], 'en');
  expect(label('2026-11-01')).toBe('Nov 2026');
});

it('shows instants with their hour', () => {
  const at = '2026-11-23T14:00:00.000Z';
  expect(timeLabels([at], 'en')(at)).toMatch(/^Nov 2[234], \d\d:00$/);
});
