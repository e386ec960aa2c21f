import { Box, Card } from '@mui/material';
import type { ReactNode } from 'react';
import { FieldTitle, useResourceContext } from 'react-admin';

/** The figures a record is judged by, in one line. */
export function FigureStrip({ children }: { children: ReactNode }) {
  return (
    <Card
      sx={{
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))',
        mb: 2,
        '& > *': { boxShadow: (theme) => `1px 0 0 0 ${theme.palette.divider}` },
      }}
    >
      {children}
    </Card>
  );
}

export function Figure({ source, children }: { source: string; children: ReactNode }) {
  const resource = useResourceContext();
  return (
    <Box sx={{ px: 2, py: 1.5, '& .MuiTypography-root': { font: 'inherit', letterSpacing: 'inherit' } }}>
      <Box sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>
        <FieldTitle source={source} resource={resource} />
      </Box>
      <Box
        sx={{
          fontSize: '1.2rem',
          fontWeight: 620,
          letterSpacing: '-0.015em',
          fontVariantNumeric: 'tabular-nums',
          lineHeight: 1.5,
        }}
      >
        {children}
      </Box>
    </Box>
  );
}
