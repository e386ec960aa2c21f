import { Box, Card, Typography } from '@mui/material';
import type { SxProps } from '@mui/system';
import type { ReactNode } from 'react';

type Props = { title?: string; aside?: ReactNode; children: ReactNode; flush?: boolean; sx?: SxProps };

/** A card with a quiet head; `flush` lets a table reach its edges. */
export function Panel({ title, aside, children, flush = false, sx }: Props) {
  return (
    <Card
      component="section"
      sx={{ display: 'flex', flexDirection: 'column', minWidth: 0, ...(sx as object) }}
    >
      {(title || aside) && (
        <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1.5, px: 2, pt: 1.5, pb: 1 }}>
          <Typography variant="subtitle2" component="h2" sx={{ flex: 1 }}>
            {title}
          </Typography>
          {aside && (
            <Typography component="div" sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>
              {aside}
            </Typography>
          )}
        </Box>
      )}
      <Box sx={{ px: flush ? 0 : 2, pb: flush ? 0 : 2, flex: 1, minWidth: 0, overflowX: 'auto' }}>
        {children}
      </Box>
    </Card>
  );
}

/** Panels side by side, `wide` parts to one; below each other where there is no room. */
export function Panels({ children, columns = '1fr 1fr' }: { children: ReactNode; columns?: string }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        mb: 2,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: columns },
      }}
    >
      {children}
    </Box>
  );
}
