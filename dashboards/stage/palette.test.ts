import { describe, expect, it } from 'vitest';
import { palette, riseColours, shade } from './palette.ts';

/** WCAG 2 relative luminance of #rrggbb. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe('palette', () => {
  it.each(['text', 'soft', 'faint', 'accent', 'green', 'red'] as const)(
    '%s can be read on the ground',
    (name) => {
      // The ground's lightest place is the head of its gradient.
      for (const ground of [palette.ground, '#12203a']) {
        const [light, dark] = [luminance(palette[name]), luminance(ground)];
        expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it('colours a rise as the reader expects it', () => {
    expect(riseColours({ rise: 'auto', language: 'zh' }).rise).toBe(palette.red);
    expect(riseColours({ rise: 'auto', language: 'en' }).rise).toBe(palette.green);
    expect(riseColours({ rise: 'green', language: 'zh' }).rise).toBe(palette.green);
    expect(riseColours({ rise: 'red', language: 'en' })).toEqual({ rise: palette.red, fall: palette.green });
  });

  it('shades from the land to the accent and no further', () => {
    expect(shade(-1)).toBe(shade(0));
    expect(shade(2)).toBe(shade(1));
    expect(shade(0.5)).not.toBe(shade(1));
  });
});
