/** The console's colours, by what they are for. */
export type Tones = {
  ground: string;
  paper: string;
  ink: string;
  quiet: string;
  line: string;
  hover: string;
  accent: string;
  /** The accent as a veil behind what is chosen. */
  veil: string;
  good: string;
  warn: string;
  bad: string;
  /** Series of a chart, in order; told apart also by those who see few colours. */
  series: readonly string[];
};

const light: Tones = {
  ground: '#f5f6f8',
  paper: '#ffffff',
  ink: '#12222c',
  quiet: '#5c6b75',
  line: '#e3e7eb',
  hover: '#f3f6f8',
  accent: '#0c6175',
  veil: 'rgba(12, 97, 117, 0.09)',
  good: '#13795b',
  warn: '#9a5b00',
  bad: '#b4352b',
  series: ['#0c6175', '#e0912f', '#5b7fc7', '#7aa95c', '#a8577e', '#3ba7a0', '#8a6f4d', '#8d97a1'],
};

const dark: Tones = {
  ground: '#0c1419',
  paper: '#121d24',
  ink: '#e1eaee',
  quiet: '#8ea1ac',
  line: '#22303a',
  hover: '#17242c',
  accent: '#57bfd3',
  veil: 'rgba(87, 191, 211, 0.13)',
  good: '#48c08d',
  warn: '#e2a94f',
  bad: '#f0796c',
  series: ['#57bfd3', '#e9a955', '#86a5ea', '#97c67a', '#d283aa', '#5ecfc6', '#c0a27c', '#8ea1ac'],
};

export function tonesOf(mode: 'light' | 'dark'): Tones {
  return mode === 'dark' ? dark : light;
}
