import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { MetricResult } from '#client';
import { useFormats } from '../fields/formats.ts';
import { columnNamed, firstValue } from '../metrics/metric-answer.ts';
import { toneOfChange } from '../metrics/tone-of-change.ts';
import { useCatalogue } from '../metrics/use-catalogue.ts';

/** How a figure differs from the period before: amounts in percent, rates in percentage points. */
export function Change({ answer, name }: { answer: MetricResult | undefined; name: string }) {
  const formats = useFormats();
  const translate = useTranslate();
  const { data: catalogue } = useCatalogue();
  const rate = columnNamed(answer, name)?.unit === 'percent';
  const change = firstValue(answer, rate ? `${name}_delta` : `${name}_ratio`);
  if (change === null) return <Box sx={{ color: 'text.secondary' }}>–</Box>;
  const amount = Number(change);
  const better = catalogue?.find((metric) => metric.name === name)?.better ?? null;
  const size = rate
    ? translate('home.points', { value: formats.number(Math.abs(amount) * 100, { digits: 1 }) })
    : formats.percent(Math.abs(amount));
  return (
    <Box
      sx={{
        fontWeight: 600,
        fontVariantNumeric: 'tabular-nums',
        color: toneOfChange(amount, better, 'text.secondary'),
      }}
    >
      {amount === 0 ? '' : amount > 0 ? '▲ ' : '▼ '}
      {size}
    </Box>
  );
}
