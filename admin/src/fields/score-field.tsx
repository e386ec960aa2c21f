import { Box } from '@mui/material';
import { FunctionField } from 'react-admin';
import { useFormats } from './formats.ts';

/** From here a score is good, and from here at least fair: the bounds of the grades B and C. */
const [good, fair] = [70, 50];

/** A score from 0 to 100 as a figure and a bar. */
export function ScoreField({ source }: { source: string }) {
  const formats = useFormats();
  return (
    <FunctionField
      source={source}
      render={(record) => {
        const score = record[source] as number | null;
        if (score === null || score === undefined) return '–';
        return (
          <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1.25 }}>
            <Box
              component="span"
              sx={{ minWidth: '3ch', textAlign: 'right', fontVariantNumeric: 'tabular-nums' }}
            >
              {formats.number(score, { digits: 0 })}
            </Box>
            <Box
              component="span"
              sx={{ width: 64, height: 5, borderRadius: 3, bgcolor: 'divider', overflow: 'hidden' }}
            >
              <Box
                component="span"
                sx={{
                  display: 'block',
                  height: '100%',
                  width: `${Math.max(0, Math.min(100, score))}%`,
                  bgcolor: score >= good ? 'success.main' : score >= fair ? 'warning.main' : 'error.main',
                }}
              />
            </Box>
          </Box>
        );
      }}
    />
  );
}

const toneOfGrade: Readonly<Record<string, string>> = {
  A: 'success.main',
  B: 'success.main',
  C: 'warning.main',
  D: 'error.main',
};

/** A supplier's grade as a letter in its colour. */
export function GradeField({ source }: { source: string }) {
  return (
    <FunctionField
      source={source}
      render={(record) => (
        <Box
          component="span"
          sx={{ fontWeight: 680, color: toneOfGrade[record[source]] ?? 'text.secondary' }}
        >
          {record[source] || '–'}
        </Box>
      )}
    />
  );
}
