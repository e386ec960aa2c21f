import { Alert, Autocomplete, Box, Card, MenuItem, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { Title, useLocaleState, useTranslate } from 'react-admin';
import type { Comparison, Grain, Metric, MetricQueryInput, TimePreset } from '#client';
import { useFormats } from '../fields/formats.ts';
import { AnswerTable } from './answer-table.tsx';
import { useCatalogue } from './use-catalogue.ts';
import { useMetrics } from './use-metrics.ts';

const presets: TimePreset[] = [
  'TODAY',
  'YESTERDAY',
  'LAST_7_DAYS',
  'LAST_28_DAYS',
  'LAST_90_DAYS',
  'MONTH_TO_DATE',
  'YEAR_TO_DATE',
];
const grains: Grain[] = ['HOUR', 'DAY', 'WEEK', 'MONTH'];
const comparisons: Comparison[] = ['PREVIOUS_PERIOD', 'WEEK_AGO', 'YEAR_AGO'];
const currencies = ['', 'CNY', 'USD', 'EUR', 'GBP', 'JPY', 'MXN', 'BRL'];

type Question = {
  metrics: string[];
  dimension: string;
  preset: TimePreset;
  grain: Grain | '';
  compare: Comparison | '';
  currency: string;
};

/** Ask for any metrics of the catalogue, by any dimension they share. */
export function ExplorePage() {
  const translate = useTranslate();
  const formats = useFormats();
  const [language] = useLocaleState();
  const { data: catalogue = [] } = useCatalogue();
  const [question, setQuestion] = useState<Question>({
    metrics: ['net_sales'],
    dimension: 'channel',
    preset: 'LAST_28_DAYS',
    grain: '',
    compare: 'PREVIOUS_PERIOD',
    currency: '',
  });
  const ask = (change: Partial<Question>) => setQuestion((before) => ({ ...before, ...change }));
  const chosen = catalogue.filter((metric) => question.metrics.includes(metric.name));
  const { data, error, isFetching } = useMetrics(question.metrics.length > 0 ? inputOf(question) : undefined);

  return (
    <Card sx={{ mt: 2, p: 2.5 }} key={language}>
      <Title title={translate('explore.title')} />
      <Stack direction="row" sx={{ gap: 1.5, flexWrap: 'wrap', mb: 2 }}>
        <Autocomplete
          multiple
          size="small"
          sx={{ minWidth: 320, flex: 1 }}
          options={catalogue}
          value={chosen}
          getOptionLabel={(metric: Metric) => metric.label}
          isOptionEqualToValue={(a, b) => a.name === b.name}
          onChange={(_, metrics) => ask({ metrics: metrics.map(({ name }) => name) })}
          renderInput={(params) => <TextField {...params} label={translate('explore.metrics')} />}
        />
        <Choice
          label="explore.dimension"
          value={question.dimension}
          onChange={(dimension) => ask({ dimension })}
          options={['', ...sharedDimensions(chosen)]}
          name={(each) => translate(`dimension.${each}`, { _: each })}
        />
        <Choice
          label="explore.period"
          value={question.preset}
          onChange={(preset) => ask({ preset: preset as TimePreset })}
          options={presets}
          name={(each) => translate(`explore.preset.${each}`)}
        />
        <Choice
          label="explore.grain"
          value={question.grain}
          onChange={(grain) => ask({ grain: grain as Grain })}
          options={['', ...grains]}
          name={(each) => translate(`explore.grains.${each}`)}
        />
        <Choice
          label="explore.compare"
          value={question.compare}
          onChange={(compare) => ask({ compare: compare as Comparison })}
          options={['', ...comparisons]}
          name={(each) => translate(`explore.comparisons.${each}`)}
        />
        <Choice
          label="explore.currency"
          value={question.currency}
          onChange={(currency) => ask({ currency })}
          options={currencies}
          name={(each) => each}
          empty="explore.reporting"
        />
      </Stack>
      {error && <Alert severity="warning">{(error as Error).message}</Alert>}
      {data && (
        <Box sx={{ opacity: isFetching ? 0.7 : 1 }}>
          <AnswerTable answer={data} catalogue={catalogue} />
          <Typography variant="caption" sx={{ color: 'text.secondary' }}>
            {translate('explore.rows', { smart_count: data.rowCount })} ·{' '}
            {translate('explore.cost', {
              rows: formats.number(data.cost.rowsRead),
              ms: formats.number(data.cost.elapsedMs, { digits: 0 }),
            })}
          </Typography>
        </Box>
      )}
    </Card>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  options: readonly string[];
  name(option: string): string;
  onChange(option: string): void;
  empty?: string;
};

function Choice({ label, value, options, name, onChange, empty = 'explore.none' }: ChoiceProps) {
  const translate = useTranslate();
  return (
    <TextField
      select
      size="small"
      label={translate(label)}
      value={options.includes(value) ? value : ''}
      onChange={(event) => onChange(event.target.value)}
      sx={{ minWidth: 140 }}
    >
      {options.map((option) => (
        <MenuItem key={option} value={option}>
          {option === '' ? translate(empty) : name(option)}
        </MenuItem>
      ))}
    </TextField>
  );
}

function sharedDimensions(metrics: readonly Metric[]): string[] {
  const [first, ...rest] = metrics;
  if (first === undefined) return [];
  return first.dimensions.filter((dimension) =>
    rest.every((metric) => metric.dimensions.includes(dimension)),
  );
}

function inputOf({ metrics, dimension, preset, grain, compare, currency }: Question): MetricQueryInput {
  return {
    metrics,
    dimensions: dimension ? [dimension] : [],
    time: { preset, ...(grain ? { grain } : {}) },
    ...(compare ? { compare } : {}),
    currency: { mode: 'REPORTING', ...(currency ? { code: currency } : {}) },
    ...(grain ? {} : { orderBy: [{ field: metrics[0]!, direction: 'DESC' }] }),
    limit: 500,
  };
}
