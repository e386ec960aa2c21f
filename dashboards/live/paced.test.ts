import { describe, expect, it, vi } from 'vitest';
import { paced } from './paced.ts';

describe('paced', () => {
  it('draws the first value at once, then only the latest of each stretch', () => {
    vi.useFakeTimers();
    const drawn: number[] = [];
    const drawing = paced<number>(1_000, (value) => drawn.push(value));
    for (let value = 1; value <= 5; value++) drawing.push(value);
    expect(drawn).toEqual([1]);
    vi.advanceTimersByTime(1_000);
    expect(drawn).toEqual([1, 5]);
    vi.useRealTimers();
  });

  it('draws at once again after a pause, and never after it was stopped', () => {
    vi.useFakeTimers();
    const drawn: string[] = [];
    const drawing = paced<string>(1_000, (value) => drawn.push(value));
    drawing.push('a');
    vi.advanceTimersByTime(5_000);
    drawing.push('b');
    expect(drawn).toEqual(['a', 'b']);
    drawing.push('c');
    drawing.stop();
    vi.advanceTimersByTime(5_000);
    expect(drawn).toEqual(['a', 'b']);
    vi.useRealTimers();
  });
});
