import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRegistry } from '../signature/registry.ts';
import { type ModelThread, openModel } from './model-thread.ts';

const shipped = fileURLToPath(new URL('../registry', import.meta.url));
const fixture = fileURLToPath(new URL('../testing/registry', import.meta.url));

describe('a model that was not trained here', () => {
  let thread: ModelThread;
  beforeAll(async () => {
    thread = await openModel(await openRegistry(fixture).champion('foreign'));
  });
  afterAll(() => thread.close());

  it('is served by its signature alone', async () => {
    const forecast = await thread.score(Float32Array.of(2, 4, 1, 0), 2);
    expect([...forecast]).toEqual([3, 3, 0, 1.5, 1, 1.5, 1, 0.5]);
  });

  it('refuses after its thread has ended instead of waiting for ever', async () => {
    const other = await openModel(await openRegistry(fixture).champion('foreign'));
    await other.close();
    await expect(other.score(Float32Array.of(1, 1), 1)).rejects.toMatchObject({
      code: 'FORECAST_MODEL_INVALID',
    });
  });
});

describe('the shipped demand model', () => {
  let thread: ModelThread;
  beforeAll(async () => {
    thread = await openModel(await openRegistry(shipped).champion('demand'));
  });
  afterAll(() => thread.close());

  const rows = (count: number) => {
    const { features } = thread.version.golden;
    const values = Array.from({ length: count }, (_, row) => features[row % features.length]!).flat();
    return Float32Array.from(values, (value) => value ?? Number.NaN);
  };

  it('gives a row the same forecast alone and in a batch', async () => {
    const outputs = thread.version.signature.outputs.length;
    const batch = await thread.score(rows(5_000), 5_000);
    for (const row of [0, 1, 31]) {
      const alone = await thread.score(rows(row + 1).slice(-rows(1).length), 1);
      expect([...batch.slice(row * outputs, (row + 1) * outputs)]).toEqual([...alone]);
    }
  });

  it('answers several callers, each with their own rows', async () => {
    const [large, small] = await Promise.all([thread.score(rows(3_000), 3_000), thread.score(rows(1), 1)]);
    expect(large.length).toBe(3_000 * small.length);
    expect([...large.slice(0, small.length)]).toEqual([...small]);
  });

  it('leaves the event loop free while it computes', async () => {
    const features = rows(30_000);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const started = performance.now();
    delay.enable();
    await thread.score(features, 30_000);
    delay.disable();
    const elapsed = performance.now() - started;
    // Computed on this thread, the longest delay would be about all of it.
    expect(delay.max / 1e6).toBeLessThan(Math.max(60, elapsed / 2));
  });
});
