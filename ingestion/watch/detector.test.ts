import { describe, expect, it } from 'vitest';
import { validateEvent } from '../producer/index.ts';
import { Detector, type Knowledge } from './detector.ts';
import { type Observation, signals } from './signals.ts';
import { SlidingCounts } from './sliding-counts.ts';
import { expectedIn, surprise, type Usual, usualOf } from './usual.ts';

const [orders, social, search] = signals as [(typeof signals)[0], (typeof signals)[0], (typeof signals)[0]];
const noon = Date.parse('2026-03-02T12:00:00Z');
const minute = 60_000;
const steady = (perHour: number, dispersion = 1): Usual => ({
  means: new Float32Array(24).fill(perHour),
  dispersion,
});
const knowing = (usual: Record<string, Usual>, rest: Partial<Knowledge> = {}): Knowledge => ({
  usual: new Map(Object.entries(usual)),
  thresholds: { z: 5, minimum: 10 },
  enabled: true,
  severity: 'warning',
  ...rest,
});
const sold = (series: string, at: number, id = `${series} ${at}`): Observation => ({
  series,
  at,
  amount: 1,
  id,
});
/** A generator of numbers in [0, 1) that always gives the same. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

describe('what is usual', () => {
  it('is the mean of each hour and how unsteady hours are', () => {
    // Four days, at 9 and at 21 o'clock: 2, 2, 2, 2 and 0, 0, 0, 8 orders.
    const usual = usualOf(
      [
        { key: 'TEA', slot: 9, total: 8, squares: 16 },
        { key: 'TEA', slot: 21, total: 8, squares: 64 },
      ],
      4,
    ).get('TEA')!;
    expect([usual.means[9], usual.means[21], usual.means[0]]).toEqual([2, 2, 0]);
    expect(usual.dispersion).toBe((0 + 12) / 4);
  });

  it('counts the parts of the hours a window covers', () => {
    const means = new Float32Array(24);
    means[11] = 60;
    means[12] = 6;
    const of = { means, dispersion: 1 };
    expect(expectedIn(of, noon - 10 * minute, 20)).toBeCloseTo(10 + 1);
    expect(expectedIn(of, Date.parse('2026-03-02T00:00:00Z'), 1_440)).toBeCloseTo(66);
  });

  it('measures in standard deviations, wider where the series is unsteady', () => {
    expect(surprise(200, 100, 1)).toBe(10);
    expect(surprise(200, 100, 4)).toBe(5);
    expect(surprise(2, 0.01, 1)).toBe(1);
  });
});

describe('counts over the last minutes', () => {
  it('equal a plain count, whatever order the minutes come in', () => {
    const next = random(7);
    const counts = new SlidingCounts(60);
    const all: number[] = [];
    let newest = 0;
    for (let index = 0; index < 3_000; index++) {
      const at = noon + Math.floor(index / 10) * minute - Math.floor(next() ** 4 * 80) * minute;
      if (newest - Math.floor(at / minute) < 60) all.push(at);
      newest = Math.max(newest, Math.floor(at / minute));
      counts.add('TEA', at, 1);
      const now = newest * minute;
      for (const span of [1, 10, 60]) {
        const plain = all.filter((each) => each >= now - (span - 1) * minute && each < now + minute).length;
        expect(counts.within('TEA', now, span)).toBe(plain);
      }
    }
  });

  it('begin anew after a silence and forget what is silent', () => {
    const counts = new SlidingCounts(60);
    counts.add('TEA', noon, 3);
    counts.add('TEA', noon + 200 * minute, 1);
    expect(counts.within('TEA', noon + 200 * minute, 60)).toBe(1);
    counts.forget(noon + 300 * minute);
    expect(counts.size).toBe(0);
  });
});

describe('a spike', () => {
  it('is told once, raised when it doubles, and closed an hour after it was last seen', () => {
    const detector = new Detector(orders, knowing({ TEA: steady(6) }));
    const told = Array.from({ length: 200 }, (_, index) =>
      detector.observe(sold('TEA', noon + index * 1_000), noon + index * 1_000),
    );
    const events = told.flat();
    for (const event of events) validateEvent(event);
    expect(new Set(events.map(({ body }) => body.alert_id))).toEqual(
      new Set(['spike:orders:TEA:2026-03-02T12']),
    );
    expect(events.map(({ body }) => body.value)).toEqual(['19', '38', '76', '152']);
    expect(events[0]!.body).toMatchObject({
      state: 'open',
      rule: 'demand_spike_orders',
      threshold: '1',
      severity: 'warning',
    });
    expect(events[0]!.body.subject).toBe('Orders of TEA leap: 19 where 1.0 are usual in 10 minutes');
    expect(detector.tick(noon + 59 * minute)).toEqual([]);
    const [closed, ...more] = detector.tick(noon + 70 * minute);
    expect(more).toEqual([]);
    validateEvent(closed!);
    expect(closed!.body).toMatchObject({
      state: 'closed',
      alert_id: 'spike:orders:TEA:2026-03-02T12',
      value: '152',
    });
    expect(BigInt(closed!.version)).toBeGreaterThan(BigInt(events.at(-1)!.version));
  });

  it('does not count an order again that is told again, nor one of long ago or of next week', () => {
    const detector = new Detector(orders, knowing({ TEA: steady(6) }));
    for (let index = 0; index < 300; index++) {
      expect(detector.observe(sold('TEA', noon, 'the same'), noon)).toEqual([]);
      expect(detector.observe(sold('TEA', noon - 2 * 60 * minute, `old ${index}`), noon)).toEqual([]);
      expect(detector.observe(sold('TEA', noon + 7 * 86_400_000, `new ${index}`), noon)).toEqual([]);
    }
  });

  it('goes on after a restart as the same alert', () => {
    const open = [
      {
        alertId: 'spike:orders:TEA:2026-03-02T11',
        series: 'TEA',
        openedAt: '2026-03-02T11:50:00.000Z',
        told: 60,
        lastHigh: noon,
      },
    ];
    const detector = new Detector(orders, knowing({ TEA: steady(6) }), open);
    const events = Array.from({ length: 130 }, (_, index) =>
      detector.observe(sold('TEA', noon + index), noon),
    ).flat();
    expect(events.map(({ body }) => [body.alert_id, body.value])).toEqual([
      ['spike:orders:TEA:2026-03-02T11', '120'],
    ]);
  });

  it('is not told while there is too little history, or where its rule is off or asks for more', () => {
    const burst = (knowledge: Knowledge) => {
      const detector = new Detector(orders, knowledge);
      return Array.from({ length: 40 }, (_, index) =>
        detector.observe(sold('TEA', noon + index), noon),
      ).flat().length;
    };
    expect(burst(knowing({}))).toBeGreaterThan(0);
    expect(burst(knowing({}, { usual: undefined }))).toBe(0);
    expect(burst(knowing({}, { enabled: false }))).toBe(0);
    expect(burst(knowing({}, { thresholds: { z: 5, minimum: 41 } }))).toBe(0);
  });

  it('of talk or searches is seen in one record', () => {
    const talk = new Detector(social, knowing({ 'tiktok:matcha': steady(400, 20) }));
    const row = {
      row_key: 'x',
      platform: 'tiktok',
      topic: 'matcha',
      window_start: '2026-03-02T12:00:00Z',
      window_minutes: 30,
      mentions: 400,
    };
    expect(social.read(row).flatMap((each) => talk.observe(each, noon))).toEqual([]);
    const [event] = social.read({ ...row, mentions: 900 }).flatMap((each) => talk.observe(each, noon));
    expect(event!.body).toMatchObject({ value: '900', threshold: '200', rule: 'demand_spike_social' });

    const daily: Usual = { means: new Float32Array(24), dispersion: 50 };
    daily.means[0] = 1_000;
    const terms = new Detector(search, knowing({ 'amazon_us:oolong': daily }));
    const term = { row_key: 'y', marketplace: 'amazon_us', term: 'oolong', date: '2026-03-01' };
    expect(search.read({ ...term, rank: 1_000 }).flatMap((each) => terms.observe(each, noon))).toEqual([]);
    expect(
      search.read({ ...term, rank: 300 }).flatMap((each) => terms.observe(each, noon))[0]!.body.subject,
    ).toBe('Searches for amazon_us:oolong leap: 3333 where 1000 are usual in a day');
    expect(search.read(term)).toEqual([]);
  });

  it('is rarely seen where there is none, and quickly where there is one', () => {
    const next = random(11);
    const poisson = (mean: number) => {
      let count = 0;
      for (let product = next(); product > Math.exp(-mean); product *= next()) count += 1;
      return count;
    };
    const skus = Array.from({ length: 500 }, (_, index) => ({
      sku: `S${index}`,
      perHour: 0.5 * 1.012 ** index,
    }));
    const detector = new Detector(
      orders,
      knowing(Object.fromEntries(skus.map(({ sku, perHour }) => [sku, steady(perHour)]))),
    );
    let alerts = 0;
    for (let at = noon; at < noon + 12 * 60 * minute; at += minute) {
      for (const { sku, perHour } of skus) {
        for (let index = poisson(perHour / 60); index > 0; index--) {
          alerts += detector.observe(sold(sku, at, `${sku} ${at} ${index}`), at).length;
        }
      }
      detector.tick(at);
    }
    // 6,000 hours of series watched: at most one false alarm in 3,000 of them.
    expect(alerts).toBeLessThanOrEqual(2);

    const start = noon + 12 * 60 * minute;
    const { sku, perHour } = skus[250]!;
    const gap = 3_600_000 / (20 * perHour);
    let at = start;
    for (let index = 0; detector.observe(sold(sku, at, `leap ${index}`), at).length === 0; index++) at += gap;
    expect(at - start).toBeLessThan(5 * minute);
  });
});
