import { describe, expect, it } from 'vitest';
import type { ModelStatus, TopicStatus } from '#client';
import { healthOf, isBehind, usedFirst } from './health.ts';

const topic = (change: Partial<TopicStatus>): TopicStatus => ({
  topic: 'trade.order.v1',
  partitions: 4,
  lagOffsets: 0,
  lagSeconds: 0,
  rows: 10,
  quarantined: 0,
  drifted: 0,
  lastEventAt: null,
  ...change,
});

const model = (lastError: string | null): ModelStatus => ({
  name: 'dim_sku',
  kind: 'table',
  rows: 1,
  partitions: null,
  version: null,
  builtAt: null,
  durationMs: null,
  lastError,
});

describe('the state of the pipelines', () => {
  it('puts topics that never had an event last, and leaves the rest in order', () => {
    const [a, b, c] = [
      topic({ topic: 'a', rows: 0 }),
      topic({ topic: 'b' }),
      topic({ topic: 'c', rows: 0, lagOffsets: 1 }),
    ];
    expect(usedFirst([a, b, c])).toEqual([b, c, a]);
  });

  it('calls a topic behind by what is missing or by how long it has waited', () => {
    expect(isBehind(topic({ lagOffsets: 10_000 }))).toBe(false);
    expect(isBehind(topic({ lagOffsets: 10_001 }))).toBe(true);
    expect(isBehind(topic({ lagOffsets: 1, lagSeconds: 31 }))).toBe(true);
    // A quiet topic: its last event is old, but nothing is missing.
    expect(isBehind(topic({ lagOffsets: 0, lagSeconds: 900 }))).toBe(false);
  });

  it('adds up what is stored and refused, and finds the topic furthest behind', () => {
    const topics = [topic({ lagOffsets: 3, quarantined: 2 }), topic({ lagOffsets: 20_000, drifted: 1 })];
    expect(healthOf({ topics, models: [model(null), model('no such column')] })).toEqual({
      behind: 1,
      stored: 20,
      lag: 20_000,
      quarantined: 2,
      drifted: 1,
      failing: 1,
    });
  });
});
