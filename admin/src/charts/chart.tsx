import { Box } from '@mui/material';
import { lazy, Suspense } from 'react';
import type { ChartSpec } from './chart-spec.ts';

const EchartsChart = lazy(async () => ({ default: (await import('./echarts-chart.tsx')).EchartsChart }));

/** A chart; its library comes when the first one is shown, and its place is kept until then. */
export function Chart({ spec, height, label }: { spec: ChartSpec; height: number; label: string }) {
  return (
    <Box role="img" aria-label={label}>
      <Suspense fallback={<Box sx={{ height }} />}>
        <EchartsChart spec={spec} height={height} />
      </Suspense>
    </Box>
  );
}
