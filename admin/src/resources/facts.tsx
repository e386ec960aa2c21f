import { Box } from '@mui/material';
import type { ReactNode } from 'react';

/** Labelled values in as many columns as fit. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <Box
      sx={{ p: 2.5, display: 'grid', gap: 2.5, gridTemplateColumns: 'repeat(auto-fill, minmax(190px, 1fr))' }}
    >
      {children}
    </Box>
  );
}
