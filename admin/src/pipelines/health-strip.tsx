import { Box, Card } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Pipelines } from '#client';
import { useFormats } from '../fields/formats.ts';
import { StateMark } from '../fields/state-mark.tsx';
import { healthOf } from './health.ts';

/** Whether all is well, in one sentence and five figures. */
export function HealthStrip({ pipelines }: { pipelines: Pipelines }) {
  const translate = useTranslate();
  const formats = useFormats();
  const { behind, stored, lag, quarantined, drifted, failing } = healthOf(pipelines);
  const figures = [
    { label: 'stored', value: stored, alarm: false },
    { label: 'furthest_behind', value: lag, alarm: behind > 0 },
    { label: 'quarantined', value: quarantined, alarm: quarantined > 0 },
    { label: 'drifted', value: drifted, alarm: drifted > 0 },
    { label: 'failing', value: failing, alarm: failing > 0 },
  ];
  return (
    <Card sx={{ mb: 2 }}>
      <Box sx={{ px: 2, py: 1.25, borderBottom: 1, borderColor: 'divider', fontSize: '0.8125rem' }}>
        <StateMark
          tone={behind > 0 ? 'warn' : 'good'}
          label={
            behind > 0
              ? translate('pipelines.behind', { smart_count: behind })
              : translate('pipelines.healthy')
          }
        />
      </Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))' }}>
        {figures.map(({ label, value, alarm }) => (
          <Box key={label} sx={{ px: 2, py: 1.25 }}>
            <Box sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>{translate(`pipelines.${label}`)}</Box>
            <Box
              sx={{
                fontSize: '1.2rem',
                fontWeight: 620,
                fontVariantNumeric: 'tabular-nums',
                color: alarm ? 'warning.main' : 'text.primary',
              }}
            >
              {formats.number(value)}
            </Box>
          </Box>
        ))}
      </Box>
    </Card>
  );
}
