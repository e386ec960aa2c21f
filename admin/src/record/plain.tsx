import { Box } from '@mui/material';
import type { ReactNode } from 'react';

/** A page without the one card that React-Admin puts around its content: detail pages bring their own panels. */
export function Plain({ children }: { children?: ReactNode }) {
  return <Box sx={{ flex: 1, minWidth: 0 }}>{children}</Box>;
}
