import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { Link, useGetResourceLabel, useResourceContext } from 'react-admin';

type Props = { title: ReactNode; note?: ReactNode; state?: ReactNode; actions?: ReactNode };

/** What a detail page is about: the way back, the name, its state. */
export function RecordHead({ title, note, state, actions }: Props) {
  const resource = useResourceContext() ?? '';
  const labelOf = useGetResourceLabel();
  return (
    <Box sx={{ display: 'flex', alignItems: 'flex-end', gap: 2, pt: 1, pb: 2 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Link to={`/${resource}`} sx={{ fontSize: '0.78rem', color: 'text.secondary' }}>
          {labelOf(resource, 2)}
        </Link>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, flexWrap: 'wrap' }}>
          <Typography variant="h5" component="h1" sx={{ overflowWrap: 'anywhere' }}>
            {title}
          </Typography>
          {state}
        </Box>
        {note && (
          <Typography sx={{ color: 'text.secondary', fontSize: '0.82rem', mt: 0.25 }}>{note}</Typography>
        )}
      </Box>
      {actions}
    </Box>
  );
}
