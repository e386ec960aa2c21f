import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Layout } from './definition.ts';
import { chartPixelRatio, chooseLayout, placeCanvas } from './layout.ts';
import { parseDefinition } from './parse-definition.ts';

const wide: Layout = { name: 'wide', canvas: [1920, 1080], slots: {} };
const ultra: Layout = { name: 'ultra', canvas: [2560, 1080], slots: {} };
const at = (width: number, height: number, devicePixelRatio = 1) => ({ width, height, devicePixelRatio });

describe('layout', () => {
  it('takes the layout of the nearest shape, not the nearest size', () => {
    expect(chooseLayout([wide, ultra], at(3840, 2160)).name).toBe('wide');
    expect(chooseLayout([wide, ultra], at(5120, 2160)).name).toBe('ultra');
    expect(chooseLayout([ultra, wide], at(1280, 1024)).name).toBe('wide');
  });

  it('scales without stretching and puts bars where shapes differ', () => {
    expect(placeCanvas(wide.canvas, at(3840, 2160))).toEqual({ scale: 2, left: 0, top: 0 });
    expect(placeCanvas(wide.canvas, at(1920, 1200))).toEqual({ scale: 1, left: 0, top: 60 });
    expect(placeCanvas(wide.canvas, at(2120, 1080))).toEqual({ scale: 1, left: 100, top: 0 });
  });

  it('draws charts as finely as the screen shows them, and no finer than it pays', () => {
    const ratio = (width: number, height: number, dpr = 1) =>
      chartPixelRatio(placeCanvas(wide.canvas, at(width, height)), at(width, height, dpr));
    expect(ratio(1920, 1080)).toBe(1);
    expect(ratio(3840, 2160)).toBe(2);
    expect(ratio(960, 540)).toBe(1);
    expect(ratio(7680, 4320)).toBe(1);
  });
});

describe('the screens that ship', () => {
  it('lay their panels side by side: no two slots of a layout overlap', async () => {
    const file = new URL('../screens/group-overview.json', import.meta.url);
    const { layouts } = parseDefinition(JSON.parse(await readFile(file, 'utf8')));
    for (const { name, slots } of layouts) {
      const boxes = Object.entries(slots);
      for (const [a, [ax, ay, aw, ah]] of boxes) {
        for (const [b, [bx, by, bw, bh]] of boxes) {
          if (a === b) continue;
          const apart = ax + aw <= bx || bx + bw <= ax || ay + ah <= by || by + bh <= ay;
          expect(apart, `${name}: ${a} and ${b}`).toBe(true);
        }
      }
    }
  });
});
