import { describe, expect, it } from 'vitest';
import { metricInput } from './metric-input.ts';

const bare = {
  metrics: ['orders'],
  dimensions: [],
  time: { preset: 'TODAY' },
  compare: undefined,
  where: undefined,
  orderBy: [],
  limit: undefined,
};
const screen = { currency: 'CNY', timeZone: 'Asia/Shanghai' };

describe('metricInput', () => {
  it('leaves the window to the server and asks for the screen’s currency and zone', () => {
    expect(metricInput(bare, screen)).toEqual({
      metrics: ['orders'],
      time: { preset: 'TODAY', timeZone: 'Asia/Shanghai' },
      currency: { mode: 'REPORTING', code: 'CNY' },
    });
  });

  it('passes on whatever else the definition says', () => {
    const panel = {
      ...bare,
      dimensions: ['channel'],
      time: { preset: 'TODAY', grain: 'HOUR' },
      compare: 'WEEK_AGO',
      where: { dimension: { name: 'country', eq: 'US' } },
      orderBy: [{ field: 'orders', direction: 'DESC' as const }],
      limit: 5,
    };
    expect(metricInput(panel, screen)).toMatchObject({
      dimensions: ['channel'],
      time: { preset: 'TODAY', grain: 'HOUR' },
      compare: 'WEEK_AGO',
      where: { dimension: { name: 'country', eq: 'US' } },
      orderBy: [{ field: 'orders', direction: 'DESC' }],
      limit: 5,
    });
  });
});
