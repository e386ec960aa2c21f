import type { Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import topology from 'world-atlas/countries-110m.json' with { type: 'json' };
import { createWorld, projectionFor } from './world.ts';

const world = createWorld(topology as unknown as Topology);
const names = world.geoJSON.features.map(({ properties }) => properties.name);

describe('createWorld', () => {
  it('names countries by the two letters the metrics use', () => {
    expect(names).toEqual(
      expect.arrayContaining(['US', 'CN', 'BR', 'GB', 'DE', 'JP', 'MX', 'PL', 'CL', 'TH', 'MY']),
    );
    expect(names).not.toContain('AQ');
    expect(new Set(names).size).toBe(names.length);
  });

  it('knows the middle of every market, also of those too small to be drawn', () => {
    expect(names).not.toContain('SG');
    expect(world.middleOf('SG')).toEqual([103.82, 1.35]);
    const [longitude = 0, latitude = 0] = world.middleOf('DE') ?? [];
    expect(longitude).toBeGreaterThan(6);
    expect(longitude).toBeLessThan(15);
    expect(latitude).toBeGreaterThan(47);
    expect(latitude).toBeLessThan(55);
    expect(world.middleOf('ZZ')).toBeUndefined();
  });
});

describe('projectionFor', () => {
  it('puts the centre in the middle', () => {
    const [pacific = 0] = projectionFor(150)([150, 0]) ?? [];
    const [atlantic = 0] = projectionFor(150)([-30, 0]) ?? [];
    expect(pacific).toBeCloseTo(480, 6);
    expect(Math.abs(atlantic - 480)).toBeGreaterThan(300);
  });
});
