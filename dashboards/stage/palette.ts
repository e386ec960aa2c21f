import type { ScreenDefinition } from '../screen/definition.ts';

/** Colours the charts draw with; the style sheet has the same ones as variables. */
export const palette = {
  ground: '#0a1120',
  text: '#eaf0fa',
  soft: '#a9b8d0',
  faint: '#8294b2',
  line: 'rgba(150, 174, 212, 0.16)',
  accent: '#74b4ff',
  green: '#41c99a',
  red: '#ff8370',
  land: '#1a2944',
  coast: '#0a1120',
} as const;

/** The colours of a rise and a fall. Chinese readers take red for a rise, others green. */
export function riseColours(screen: Pick<ScreenDefinition, 'rise' | 'language'>): {
  rise: string;
  fall: string;
} {
  const red = screen.rise === 'red' || (screen.rise === 'auto' && screen.language === 'zh');
  return red ? { rise: palette.red, fall: palette.green } : { rise: palette.green, fall: palette.red };
}

/** A colour between the bare land (0) and the accent (1). */
export function shade(part: number): string {
  const channel = (from: number, to: number) =>
    Math.round(from + (to - from) * Math.min(Math.max(part, 0), 1));
  return `rgb(${channel(0x22, 0x66)}, ${channel(0x38, 0xa6)}, ${channel(0x60, 0xf2)})`;
}
