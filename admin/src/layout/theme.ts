import { deepmerge } from '@mui/utils';
import { defaultTheme, type RaThemeOptions } from 'react-admin';

/** System faces first; a Chinese face where the system has one, so that mixed text keeps one weight. */
const fontFamily =
  "Inter, 'Segoe UI', system-ui, -apple-system, 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";

const shape = { borderRadius: 6 };

const typography = {
  fontFamily,
  fontSize: 13,
  h5: { fontWeight: 600, fontSize: '1.25rem', letterSpacing: '-0.01em' },
  h6: { fontWeight: 600, fontSize: '1rem', letterSpacing: '-0.005em' },
  subtitle2: { fontWeight: 600 },
  button: { textTransform: 'none' as const, fontWeight: 600 },
};

/** Dense tables with quiet lines; figures in tabular digits so that columns line up. */
const components = (line: string, head: string) => ({
  MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' } }, defaultProps: { elevation: 0 } },
  MuiCard: { styleOverrides: { root: { border: `1px solid ${line}` } } },
  MuiAppBar: { styleOverrides: { root: { boxShadow: 'none', borderBottom: `1px solid ${line}` } } },
  MuiTableCell: {
    styleOverrides: {
      root: { borderBottomColor: line, fontVariantNumeric: 'tabular-nums' },
      head: {
        fontWeight: 600,
        color: head,
        fontSize: '0.75rem',
        letterSpacing: '0.02em',
        whiteSpace: 'nowrap' as const,
      },
    },
  },
  RaDataTable: {
    styleOverrides: { root: { '& .RaDataTable-headerCell': { backgroundColor: 'transparent' } } },
  },
  RaLayout: { styleOverrides: { root: { '& .RaLayout-appFrame': { marginTop: 48 } } } },
  MuiChip: { styleOverrides: { root: { fontWeight: 600, height: 22, borderRadius: 4 } } },
});

export const lightTheme: RaThemeOptions = deepmerge(defaultTheme, {
  palette: {
    mode: 'light',
    primary: { main: '#0f5c6e' },
    secondary: { main: '#0f2733', contrastText: '#f4f8f9' },
    background: { default: '#f5f7f8', paper: '#ffffff' },
    text: { primary: '#16242c', secondary: '#566872' },
    success: { main: '#1a7f5a' },
    warning: { main: '#a86400' },
    error: { main: '#b3362c' },
    divider: '#e1e7ea',
  },
  shape,
  typography,
  sidebar: { width: 208 },
  components: components('#e1e7ea', '#566872'),
}) as RaThemeOptions;

export const darkTheme: RaThemeOptions = deepmerge(defaultTheme, {
  palette: {
    mode: 'dark',
    primary: { main: '#5cc0d2' },
    secondary: { main: '#0d1a21', contrastText: '#dce8ec' },
    background: { default: '#0d151a', paper: '#131e25' },
    text: { primary: '#dfe9ed', secondary: '#8fa3ad' },
    success: { main: '#4cc38f' },
    warning: { main: '#e0a54a' },
    error: { main: '#ef7a6d' },
    divider: '#22313a',
  },
  shape,
  typography,
  sidebar: { width: 208 },
  components: components('#22313a', '#8fa3ad'),
}) as RaThemeOptions;
