import { Box } from '@mui/material';
import { useRecordContext } from 'react-admin';

const marks = [1, 2, 3, 4, 5];

/** Recency, frequency and money, 1 to 5 each, as three steps of a stair: the higher, the better. */
export function RfmField({ large = false }: { source?: string; large?: boolean }) {
  const customer = useRecordContext();
  if (!customer) return null;
  const size = large ? 12 : 8;
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: large ? 2.5 : 1.25 }}>
      {(['r', 'f', 'm'] as const).map((part) => (
        <Box component="span" key={part} sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5 }}>
          <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums', width: size }}>
            {customer[part]}
          </Box>
          <Box component="span" sx={{ display: 'inline-flex', gap: '1px' }}>
            {marks.map((mark) => (
              <Box
                component="span"
                key={mark}
                sx={{
                  width: large ? 9 : 5,
                  height: size,
                  borderRadius: '1px',
                  bgcolor: mark <= customer[part] ? 'primary.main' : 'divider',
                }}
              />
            ))}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
