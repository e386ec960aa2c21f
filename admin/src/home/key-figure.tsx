import { Card, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { MetricResult } from '#client';
import { useFormats } from '../fields/formats.ts';
import { columnNamed, firstValue } from '../metrics/metric-answer.ts';
import { formatValue } from '../metrics/metric-value.ts';
import { gateway } from '../root/gateway.ts';

type Props = { label: string; name: string; answer: MetricResult | undefined; error: Error | null };

/** One figure, how it changed, and how old it is. */
export function KeyFigure({ label, name, answer, error }: Props) {
  const formats = useFormats();
  const translate = useTranslate();
  const column = columnNamed(answer, name);
  const ratio = firstValue(answer, `${name}_ratio`);
  const rising = Number(ratio ?? 0) >= 0;
  return (
    <Card sx={{ p: 2 }}>
      <Typography sx={{ fontSize: '0.8rem', color: 'text.secondary' }}>{label}</Typography>
      <Typography
        sx={{
          fontSize: '1.6rem',
          fontWeight: 650,
          letterSpacing: '-0.02em',
          fontVariantNumeric: 'tabular-nums',
        }}
      >
        {column ? formatValue(column, firstValue(answer, name), formats) : '–'}
      </Typography>
      <Typography
        sx={{
          fontSize: '0.8rem',
          color: error
            ? 'warning.main'
            : ratio === null
              ? 'text.secondary'
              : rising
                ? 'success.main'
                : 'error.main',
        }}
      >
        {error
          ? error.message
          : ratio === null
            ? ' '
            : `${rising ? '▲' : '▼'} ${formats.percent(ratio, { signed: true })}`}
      </Typography>
      <Typography sx={{ fontSize: '0.72rem', color: 'text.secondary' }}>
        {answer?.freshness.watermark
          ? translate('home.age', { age: formats.relativeAge(answer.freshness.watermark, gateway.now()) })
          : translate('home.no_data')}
      </Typography>
    </Card>
  );
}
