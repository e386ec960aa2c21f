import { Box } from '@mui/material';

export type Tone = 'good' | 'warn' | 'bad' | 'quiet' | 'busy';

const colours: Record<Tone, string> = {
  good: 'success.main',
  warn: 'warning.main',
  bad: 'error.main',
  busy: 'primary.main',
  quiet: 'text.secondary',
};

/** A state: a coloured mark, and the word for those who cannot tell the colours. */
export function StateMark({ tone, label }: { tone: Tone; label: string }) {
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.9,
        whiteSpace: 'nowrap',
      }}
    >
      <Box
        component="span"
        sx={{ width: 7, height: 7, borderRadius: '50%', bgcolor: colours[tone], flex: 'none' }}
      />
      {label}
    </Box>
  );
}
