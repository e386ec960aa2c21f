import { Chip, LinearProgress, Stack, Typography } from '@mui/material';
import { FunctionField, type RaRecord, useTranslate } from 'react-admin';
import { useFormats } from './formats.ts';

type Source = { source: string };
const textOf = (record: RaRecord, source: string): string | undefined => record[source] ?? undefined;

/** An amount in the currency that stands beside it in the record (`currency`), or in a fixed one. */
export function MoneyField({ source, currency }: Source & { currency?: string }) {
  const formats = useFormats();
  return (
    <FunctionField
      source={source}
      textAlign="right"
      render={(record) => {
        const code = currency ?? textOf(record, 'currency');
        return code ? formats.money(record[source], code) : formats.number(record[source], { digits: 2 });
      }}
    />
  );
}

export function NumberText({ source, digits = 0 }: Source & { digits?: number }) {
  const formats = useFormats();
  return <FunctionField source={source} render={(record) => formats.number(record[source], { digits })} />;
}

export function PercentField({ source }: Source) {
  const formats = useFormats();
  return <FunctionField source={source} render={(record) => formats.percent(record[source])} />;
}

export function MomentField({ source }: Source) {
  const formats = useFormats();
  return <FunctionField source={source} render={(record) => formats.dateTime(record[source])} />;
}

export function DayField({ source }: Source) {
  const formats = useFormats();
  return <FunctionField source={source} render={(record) => formats.date(record[source])} />;
}

export function CountryField({ source }: Source) {
  const formats = useFormats();
  return (
    <FunctionField
      source={source}
      render={(record) => (record[source] ? formats.countryName(record[source]) : '–')}
    />
  );
}

const colours: Readonly<Record<string, 'default' | 'success' | 'warning' | 'error' | 'info'>> = {
  delivered: 'success',
  approved: 'success',
  edited: 'success',
  active: 'success',
  cancelled: 'error',
  rejected: 'error',
  discontinued: 'error',
  pending: 'warning',
  proposed: 'warning',
  phase_out: 'warning',
};

/** A status word as a chip: said in words, coloured beside. */
export function StatusField({ source }: Source) {
  const translate = useTranslate();
  return (
    <FunctionField
      source={source}
      render={(record) => {
        const state = textOf(record, source);
        if (state === undefined) return '–';
        const label = translate(`state.${state}`, { _: state });
        return <Chip label={label} size="small" variant="outlined" color={colours[state] ?? 'default'} />;
      }}
    />
  );
}

/** A score from 0 to 100 as a figure and a bar. */
export function ScoreField({ source }: Source) {
  const formats = useFormats();
  return (
    <FunctionField
      source={source}
      render={(record) => {
        const score = record[source] as number | null;
        if (score === null || score === undefined) return '–';
        return (
          <Stack direction="row" sx={{ alignItems: 'center', gap: 1, minWidth: 110 }}>
            <Typography variant="body2" sx={{ width: 34, textAlign: 'right' }}>
              {formats.number(score, { digits: 0 })}
            </Typography>
            <LinearProgress
              variant="determinate"
              value={Math.max(0, Math.min(100, score))}
              color={score >= 70 ? 'success' : score >= 50 ? 'warning' : 'error'}
              sx={{ flex: 1, height: 6, borderRadius: 3 }}
            />
          </Stack>
        );
      }}
    />
  );
}
