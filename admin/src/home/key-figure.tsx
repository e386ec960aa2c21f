import { Box, Card, Tooltip, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { MetricResult } from '#client';
import { Sparkline } from '../charts/sparkline.tsx';
import { useFormats } from '../fields/formats.ts';
import { columnNamed, firstValue, numbersOf } from '../metrics/metric-answer.ts';
import { formatFigure } from '../metrics/metric-value.ts';
import { gateway } from '../root/gateway.ts';
import { Change } from './change.tsx';

type Props = {
  label: string;
  description: string | undefined;
  name: string;
  answer: MetricResult | undefined;
  course: MetricResult | undefined;
  error: Error | null;
};

/** One figure, how it changed, its course, and how old it is. */
export function KeyFigure({ label, description, name, answer, course, error }: Props) {
  const formats = useFormats();
  const translate = useTranslate();
  const column = columnNamed(answer, name);
  return (
    <Card sx={{ px: 2, pt: 1.5, pb: 1.25 }}>
      <Tooltip title={description ?? ''} placement="top-start">
        <Typography component="span" sx={{ fontSize: '0.78rem', color: 'text.secondary', fontWeight: 550 }}>
          {label}
        </Typography>
      </Tooltip>
      <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 1 }}>
        <Typography
          sx={{
            fontSize: '1.6rem',
            lineHeight: 1.35,
            fontWeight: 640,
            letterSpacing: '-0.025em',
            fontVariantNumeric: 'tabular-nums',
            whiteSpace: 'nowrap',
          }}
        >
          {column ? formatFigure(column, firstValue(answer, name), formats) : '–'}
        </Typography>
        <Sparkline values={numbersOf(columnNamed(course, name))} />
      </Box>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', fontSize: '0.75rem', minHeight: 20 }}>
        {error && !answer ? (
          <Box sx={{ color: 'warning.main' }}>{error.message}</Box>
        ) : (
          <Change answer={answer} name={name} />
        )}
        <Box sx={{ color: 'text.secondary' }}>
          {answer?.freshness.watermark
            ? formats.relativeAge(answer.freshness.watermark, gateway.now())
            : translate('home.no_data')}
        </Box>
      </Box>
    </Card>
  );
}
