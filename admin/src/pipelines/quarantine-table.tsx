import { Box, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { QuarantinedEvent } from '#client';
import { useFormats } from '../fields/formats.ts';
import { FactTable } from './fact-table.tsx';

export function QuarantineTable({ events }: { events: readonly QuarantinedEvent[] }) {
  const formats = useFormats();
  const translate = useTranslate();
  if (events.length === 0)
    return (
      <Typography variant="body2" sx={{ p: 2, color: 'text.secondary' }}>
        {translate('pipelines.empty_quarantine')}
      </Typography>
    );
  return (
    <FactTable
      rows={events}
      rowKey={({ topic, partition, offset }) => `${topic}:${partition}:${offset}`}
      columns={[
        { label: 'received', cell: ({ receivedAt }) => formats.dateTime(receivedAt) },
        { label: 'topic', cell: ({ topic, partition }) => `${topic} · ${partition}` },
        { label: 'offset', right: true, cell: ({ offset }) => offset },
        { label: 'reason', cell: ({ reason }) => reason },
        {
          label: 'payload',
          cell: ({ payload }) => (
            <Box
              component="code"
              sx={{
                display: 'block',
                maxWidth: 520,
                maxHeight: 72,
                overflow: 'auto',
                fontSize: '0.72rem',
                wordBreak: 'break-all',
              }}
            >
              {payload}
            </Box>
          ),
        },
      ]}
    />
  );
}
