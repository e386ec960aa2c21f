import { describe, expect, it } from 'vitest';
import { gatewayFilter } from './filter.ts';

describe("React-Admin's filter as the gateway's", () => {
  it('asks for equality, for members and for bounds', () => {
    expect(gatewayFilter({ country: 'DE', status: ['paid', 'shipped'] }).filter).toEqual({
      country: { eq: 'DE' },
      status: { in: ['paid', 'shipped'] },
    });
    expect(gatewayFilter({ placedAt_gte: '2026-01-01', placedAt_lt: '2026-02-01' }).filter).toEqual({
      placedAt: { gte: '2026-01-01', lt: '2026-02-01' },
    });
    expect(gatewayFilter({ title_like: 'basket' }).filter).toEqual({ title: { like: '%basket%' } });
  });

  it('keeps the free search apart and drops what says nothing', () => {
    expect(gatewayFilter({ q: 'amazon', city: '', status: undefined, country: null, brand: [] })).toEqual({
      search: 'amazon',
    });
    expect(gatewayFilter({})).toEqual({});
  });

  it('lets a whole condition through', () => {
    expect(gatewayFilter({ paidAt: { isNull: true } }).filter).toEqual({ paidAt: { isNull: true } });
  });
});
