import { Box } from '@mui/material';
import { FieldTitle, useRecordContext } from 'react-admin';
import { useFormats } from '../../fields/formats.ts';

const steps = ['placedAt', 'paidAt', 'shippedAt', 'deliveredAt'] as const;

/** The way of an order, reached steps filled; a cancellation ends it. */
export function Milestones() {
  const order = useRecordContext();
  const formats = useFormats();
  if (!order) return null;
  const shown = order.cancelledAt
    ? [...steps.filter((step) => order[step]), 'cancelledAt' as const]
    : [...steps];
  return (
    <Box component="ol" sx={{ display: 'flex', m: 0, p: 0, listStyle: 'none' }}>
      {shown.map((step, index) => {
        const at = order[step] as string | null;
        const colour = step === 'cancelledAt' ? 'error.main' : at ? 'primary.main' : 'divider';
        return (
          <Box component="li" key={step} sx={{ flex: 1, position: 'relative', pt: 2.25, minWidth: 0 }}>
            <Box
              sx={{
                position: 'absolute',
                top: 5,
                left: 0,
                right: 0,
                height: 2,
                bgcolor:
                  index === shown.length - 1
                    ? 'transparent'
                    : order[shown[index + 1]!]
                      ? 'primary.main'
                      : 'divider',
              }}
            />
            <Box
              sx={{
                position: 'absolute',
                top: 0,
                left: 0,
                width: 12,
                height: 12,
                borderRadius: '50%',
                border: 2,
                borderColor: colour,
                bgcolor: at ? colour : 'background.paper',
              }}
            />
            <Box
              sx={{ fontSize: '0.8125rem', fontWeight: 560, color: at ? 'text.primary' : 'text.secondary' }}
            >
              <FieldTitle source={step} resource="orders" />
            </Box>
            <Box sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>{formats.dateTime(at)}</Box>
          </Box>
        );
      })}
    </Box>
  );
}
