import { deepmerge } from '@mui/utils';
import { defaultTheme, type RaThemeOptions } from 'react-admin';
import { componentStyles } from './component-styles.ts';
import { type Tones, tonesOf } from './tones.ts';

/** System faces after our own; a Chinese face where the system has one, so that mixed text keeps one weight. */
const fontFamily =
  "'Inter Variable', 'Segoe UI', system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans', sans-serif";

const typography = {
  fontFamily,
  fontSize: 13,
  h5: { fontWeight: 620, fontSize: '1.3rem', letterSpacing: '-0.015em', lineHeight: 1.25 },
  h6: { fontWeight: 620, fontSize: '0.95rem', letterSpacing: '-0.005em' },
  subtitle2: { fontWeight: 620, fontSize: '0.82rem' },
  body2: { fontSize: '0.8125rem' },
  button: { textTransform: 'none' as const, fontWeight: 600, letterSpacing: 0 },
};

function themeOf(mode: 'light' | 'dark'): RaThemeOptions {
  const tones: Tones = tonesOf(mode);
  return deepmerge(defaultTheme, {
    palette: {
      mode,
      primary: { main: tones.accent },
      secondary: { main: tones.paper, contrastText: tones.ink },
      background: { default: tones.ground, paper: tones.paper },
      text: { primary: tones.ink, secondary: tones.quiet },
      success: { main: tones.good },
      warning: { main: tones.warn },
      error: { main: tones.bad },
      divider: tones.line,
    },
    shape: { borderRadius: 6 },
    typography,
    sidebar: { width: 212 },
    components: componentStyles(tones),
  }) as RaThemeOptions;
}

export const lightTheme = themeOf('light');
export const darkTheme = themeOf('dark');
