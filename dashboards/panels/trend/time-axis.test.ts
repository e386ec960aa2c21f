import { describe, expect, it } from 'vitest';
import { createTimeAxis } from './time-axis.ts';

describe('createTimeAxis', () => {
  it('gives a day by hours its 24 places, in the screen’s zone', () => {
    const axis = createTimeAxis({ preset: 'TODAY', grain: 'HOUR' }, 'Asia/Shanghai', 'en');
    const { labels, placeOf } = axis.lay(['2026-03-01T16:00:00Z']);
    expect(labels).toHaveLength(24);
    expect(placeOf('2026-03-01T16:00:00Z')).toBe(0);
    expect(placeOf('2026-03-02T15:00:00Z')).toBe(23);
    expect(placeOf('soon')).toBeUndefined();
    expect(labels.filter((_, place) => axis.labelled(place))).toEqual([
      '00:00',
      '04:00',
      '08:00',
      '12:00',
      '16:00',
      '20:00',
    ]);
  });

  it('gives other windows the places their rows have, in order, labels thinned', () => {
    const axis = createTimeAxis({ preset: 'LAST_28_DAYS', grain: 'DAY' }, 'Asia/Shanghai', 'en');
    const days = Array.from({ length: 28 }, (_, day) => `2026-02-${String(28 - day).padStart(2, '0')}`);
    const { labels, placeOf } = axis.lay(days);
    expect([labels[0], placeOf('2026-02-01'), placeOf('2026-02-28')]).toEqual(['Feb 1', 0, 27]);
    expect(labels.filter((_, place) => axis.labelled(place))).toHaveLength(7);
  });
});
