import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { FieldTitle, useResourceContext } from 'react-admin';

/** Names and values line by line, as on a data sheet. */
export function FactList({ children }: { children: ReactNode }) {
  return (
    <Box
      component="dl"
      sx={{ m: 0, display: 'grid', gridTemplateColumns: 'minmax(110px, 38%) 1fr', alignContent: 'start' }}
    >
      {children}
    </Box>
  );
}

/** One value, named as the column of the resource's list is. */
export function Fact({
  source,
  resource,
  children,
}: {
  source: string;
  resource?: string;
  children: ReactNode;
}) {
  const own = useResourceContext();
  const line = { py: 0.8, borderTop: 1, borderColor: 'divider', fontSize: '0.8125rem', minWidth: 0 };
  return (
    <>
      <Box component="dt" sx={{ ...line, color: 'text.secondary', pr: 2 }}>
        <FieldTitle source={source} resource={resource ?? own} />
      </Box>
      <Box component="dd" sx={{ ...line, m: 0, overflowWrap: 'anywhere' }}>
        {children}
      </Box>
    </>
  );
}
