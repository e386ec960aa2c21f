import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { MetricResult } from '#client';
import { useFormats } from '../fields/formats.ts';
import { columnNamed, firstValue } from '../metrics/metric-answer.ts';

/** Metrics of the overview of which less is better. */
const lessIsBetter: ReadonlySet<string> = new Set(['refund_rate', 'cancellation_rate']);

/** How a figure differs from the period before: amounts in percent, rates in percentage points. */
export function Change({ answer, name }: { answer: MetricResult | undefined; name: string }) {
  const formats = useFormats();
  const translate = useTranslate();
  const rate = columnNamed(answer, name)?.unit === 'percent';
  const change = firstValue(answer, rate ? `${name}_delta` : `${name}_ratio`);
  if (change === null) return <Box sx={{ color: 'text.secondary' }}>–</Box>;
  const amount = Number(change);
  const better = lessIsBetter.has(name) ? amount < 0 : amount > 0;
  const size = rate
    ? translate('home.points', { value: formats.number(Math.abs(amount) * 100, { digits: 1 }) })
    : formats.percent(Math.abs(amount));
  return (
    <Box
      sx={{
        fontWeight: 600,
        fontVariantNumeric: 'tabular-nums',
        color: amount === 0 ? 'text.secondary' : better ? 'success.main' : 'error.main',
      }}
    >
      {amount === 0 ? '' : amount > 0 ? '▲ ' : '▼ '}
      {size}
    </Box>
  );
}
