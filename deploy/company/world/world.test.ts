import { describe, expect, it } from 'vitest';
import { dayOf, isoDay } from '../days.ts';
import { type Campaign, liftOf, spendOn } from './campaigns.ts';
import { Costs } from './costs.ts';
import { holidayFactor } from './holidays.ts';
import { createWorld } from './world.ts';

const firstDay = dayOf('2025-01-01');
const world = createWorld({ seed: 5, skus: 600, suppliers: 40, firstDay, unitsPerDay: 6_000 });

describe('the world', () => {
  it('is the group of the seeds', () => {
    expect(world.shops).toHaveLength(40);
    expect(new Set(world.shops.map((shop) => shop.channel)).size).toBe(13);
    expect(new Set(world.nodes.map((node) => node.type))).toEqual(new Set(['own', '3pl', 'fba']));
    expect(new Set(world.shops.map((shop) => shop.entityCurrency)).size).toBeGreaterThanOrEqual(7);
    expect(world.byShop.every((offers) => offers.length > 0)).toBe(true);
  });

  it('sells what it is told to sell, unevenly', () => {
    const units = world.offers.map((offer) => offer.base).sort((a, b) => b - a);
    const total = units.reduce((sum, each) => sum + each, 0);
    expect(total).toBeCloseTo(6_000, 3);
    const top = units.slice(0, Math.ceil(units.length / 5)).reduce((sum, each) => sum + each, 0);
    expect(top / total).toBeGreaterThan(0.5);
  });

  it('has rates for the fifteen currencies of its shops and entities, near real levels', () => {
    const used = new Set(world.shops.flatMap((shop) => [shop.currency, shop.entityCurrency]));
    for (const currency of used) expect([...world.fx.currencies, 'EUR']).toContain(currency);
    expect(world.fx.currencies).toHaveLength(14);
    for (let day = firstDay; day < firstDay + 700; day += 50) {
      expect(world.fx.perEuro('USD', day)).toBeGreaterThan(0.9);
      expect(world.fx.perEuro('USD', day)).toBeLessThan(1.35);
    }
  });

  it('costs whole minor units', () => {
    const costs = new Costs(world);
    for (const { sku, shop } of world.offers.slice(0, 300)) {
      const cost = costs.of(sku, shop.entity, shop.entityCurrency, firstDay + 10);
      const total = cost.purchase + cost.firstMile + cost.duty + cost.other;
      expect(Number.isSafeInteger(total)).toBe(true);
      expect(total).toBeGreaterThan(0);
    }
  });

  it('keeps the feasts of each country', () => {
    const peak = (country: string, year: number) => {
      const days = Array.from({ length: 365 }, (_, index) => dayOf(`${year}-01-01`) + index);
      return isoDay(
        days.reduce((best, day) => (holidayFactor(country, day) > holidayFactor(country, best) ? day : best)),
      );
    };
    expect(peak('US', 2025)).toBe('2025-11-28');
    expect(peak('US', 2026)).toBe('2026-11-27');
    expect(holidayFactor('SG', dayOf('2026-11-11'))).toBe(2);
    expect(holidayFactor('US', dayOf('2026-11-11'))).toBe(1);
    expect(holidayFactor('MX', dayOf('2026-11-13'))).toBeGreaterThan(1.5);
  });

  it('advertises with falling returns', () => {
    const campaign = world.campaigns[0] as Campaign;
    const budget = campaign.budget * 10 ** campaign.shop.digits;
    const lifts = [0, 0.5, 1, 2, 4, 8].map((times) => liftOf(campaign, times * budget));
    expect(lifts[0]).toBe(0);
    expect(lifts).toEqual([...lifts].sort((a, b) => a - b));
    expect(lifts[5]).toBeLessThan(campaign.maxLift);
    expect(lifts[5]! - lifts[4]!).toBeLessThan(lifts[2]! - lifts[0]!);
    const spends = Array.from({ length: 200 }, (_, index) => spendOn(5, campaign, firstDay + index));
    expect(new Set(spends).size).toBeGreaterThan(100);
  });
});
