import { Box, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Metric } from '#client';
import { Panel } from '../record/panel.tsx';

/** Where the figures come from: each metric in words, its formula and its model. */
export function Definitions({ metrics }: { metrics: readonly Metric[] }) {
  const translate = useTranslate();
  return (
    <Panel title={translate('explore.definition')}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(320px, 1fr))' }}>
        {metrics.map(({ name, label, description, model, sql }) => (
          <Box key={name} sx={{ minWidth: 0 }}>
            <Typography variant="body2" sx={{ fontWeight: 600 }}>
              {label}
            </Typography>
            <Typography variant="body2" sx={{ color: 'text.secondary', mb: 0.75 }}>
              {description}
            </Typography>
            <Box
              component="code"
              sx={{
                display: 'block',
                fontSize: '0.75rem',
                px: 1.25,
                py: 0.75,
                borderRadius: 1,
                bgcolor: 'background.default',
                overflowX: 'auto',
                whiteSpace: 'pre-wrap',
                maxHeight: 130,
              }}
            >
              {sql}
            </Box>
            <Typography sx={{ fontSize: '0.75rem', color: 'text.secondary', mt: 0.5 }}>
              {translate('explore.model')}: {model}
            </Typography>
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
