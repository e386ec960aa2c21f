import { Box, Tooltip } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Metric, MetricResult } from '#client';
import { useFormats } from '../fields/formats.ts';
import { columnNamed, firstValue } from '../metrics/metric-answer.ts';
import { formatFigure } from '../metrics/metric-value.ts';
import { Panel } from '../record/panel.tsx';
import { Change } from './change.tsx';
import { monthMetrics } from './questions.ts';

type Props = { answer: MetricResult | undefined; error: Error | null; catalogue: readonly Metric[] };

/** What the last four weeks brought, line by line. */
export function MonthFigures({ answer, error, catalogue }: Props) {
  const formats = useFormats();
  const translate = useTranslate();
  return (
    <Panel title={translate('home.week')} aside={translate('home.against_before')}>
      {error && !answer && <Box sx={{ color: 'warning.main' }}>{error.message}</Box>}
      {monthMetrics.map((name) => {
        const metric = catalogue.find((each) => each.name === name);
        const column = columnNamed(answer, name);
        return (
          <Box
            key={name}
            sx={{
              display: 'grid',
              gridTemplateColumns: '1fr auto auto',
              alignItems: 'baseline',
              gap: 1.5,
              py: 1.05,
              borderTop: 1,
              borderColor: 'divider',
              fontSize: '0.8125rem',
            }}
          >
            <Tooltip title={metric?.description ?? ''} placement="top-start">
              <Box component="span" sx={{ color: 'text.secondary' }}>
                {metric?.label ?? ''}
              </Box>
            </Tooltip>
            <Box sx={{ fontSize: '1.02rem', fontWeight: 620, fontVariantNumeric: 'tabular-nums' }}>
              {column ? formatFigure(column, firstValue(answer, name), formats) : '–'}
            </Box>
            <Box sx={{ textAlign: 'right', fontSize: '0.75rem', minWidth: 66, whiteSpace: 'nowrap' }}>
              <Change answer={answer} name={name} />
            </Box>
          </Box>
        );
      })}
    </Panel>
  );
}
