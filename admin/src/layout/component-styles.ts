import type { Tones } from './tones.ts';

/** Dense tables with quiet lines, flat cards, outlined inputs; figures in tabular digits so that columns line up. */
export function componentStyles({ ground, paper, ink, quiet, line, hover, accent, veil }: Tones) {
  return {
    MuiCssBaseline: {
      styleOverrides: {
        body: { fontFeatureSettings: "'cv05', 'ss03'", WebkitFontSmoothing: 'antialiased' },
        '::selection': { backgroundColor: veil },
      },
    },
    MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiCard: {
      defaultProps: { elevation: 0 },
      styleOverrides: { root: { border: `1px solid ${line}`, boxShadow: 'none' } },
    },
    MuiPopover: {
      styleOverrides: {
        paper: { border: `1px solid ${line}`, boxShadow: '0 8px 28px rgba(8, 20, 28, 0.16)' },
      },
    },
    MuiAppBar: {
      styleOverrides: {
        root: {
          boxShadow: 'none',
          backgroundColor: paper,
          color: ink,
          borderBottom: `1px solid ${line}`,
        },
      },
    },
    MuiTableCell: {
      styleOverrides: {
        root: {
          borderBottomColor: line,
          fontVariantNumeric: 'tabular-nums',
          fontSize: '0.8125rem',
        },
        sizeSmall: { padding: '6px 12px' },
        head: {
          fontWeight: 600,
          color: quiet,
          fontSize: '0.74rem',
          lineHeight: 1.3,
          verticalAlign: 'bottom' as const,
        },
      },
    },
    MuiTableRow: {
      styleOverrides: {
        root: {
          '&.MuiTableRow-hover:hover': { backgroundColor: hover },
          '&:last-child > td': { borderBottom: 0 },
        },
      },
    },
    RaDataTable: {
      styleOverrides: {
        root: {
          '& .RaDataTable-headerCell': { backgroundColor: paper },
          '& .RaDataTable-rowCell': { whiteSpace: 'nowrap' },
        },
      },
    },
    RaList: {
      styleOverrides: {
        root: { minWidth: 0, '& .RaList-content': { overflowX: 'auto' }, '& .RaList-main': { minWidth: 0 } },
      },
    },
    RaLayout: {
      styleOverrides: {
        root: {
          '& .RaLayout-appFrame': { marginTop: 48 },
          '& .RaLayout-content': { minWidth: 0, padding: '0 24px 32px', backgroundColor: ground },
        },
      },
    },
    RaMenuItemLink: {
      styleOverrides: {
        root: {
          margin: '1px 8px',
          padding: '5px 10px',
          borderRadius: 6,
          fontSize: '0.8125rem',
          fontWeight: 500,
          color: quiet,
          '& .RaMenuItemLink-icon': { minWidth: 30, color: 'inherit' },
          '& .MuiSvgIcon-root': { fontSize: '1.15rem' },
          '&.RaMenuItemLink-active': { color: accent, backgroundColor: veil, fontWeight: 620 },
        },
      },
    },
    MuiTextField: { defaultProps: { variant: 'outlined' as const, size: 'small' as const } },
    MuiFormControl: { defaultProps: { variant: 'outlined' as const, size: 'small' as const } },
    MuiOutlinedInput: {
      styleOverrides: {
        root: { backgroundColor: paper, fontSize: '0.8125rem' },
        notchedOutline: { borderColor: line },
      },
    },
    MuiInputLabel: { styleOverrides: { root: { fontSize: '0.8125rem' } } },
    MuiChip: { styleOverrides: { root: { fontWeight: 600, height: 22, borderRadius: 4 } } },
    MuiLink: { defaultProps: { underline: 'hover' as const } },
    MuiButton: { defaultProps: { disableElevation: true } },
    MuiTab: { styleOverrides: { root: { minHeight: 42, fontSize: '0.8125rem' } } },
    MuiTabs: { styleOverrides: { root: { minHeight: 42 } } },
    MuiTooltip: { styleOverrides: { tooltip: { fontSize: '0.75rem', backgroundColor: ink, color: paper } } },
  };
}
