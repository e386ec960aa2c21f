import { Autocomplete, Box, TextField } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Comparison, Grain, Metric, TimePreset } from '#client';
import { Choice } from './choice.tsx';
import { useMetricNames } from './metric-names.ts';
import { comparisons, currencies, grains, presets, type Question } from './question.ts';

type Props = {
  question: Question;
  catalogue: readonly Metric[];
  dimensions: readonly string[];
  onChange(change: Partial<Question>): void;
};

/** What is asked: metrics, by what, over which time, against what. */
export function QuestionForm({ question, catalogue, dimensions, onChange }: Props) {
  const translate = useTranslate();
  const names = useMetricNames(catalogue);
  const chosen = question.metrics.flatMap((name) => catalogue.find((metric) => metric.name === name) ?? []);
  return (
    <Box sx={{ display: 'flex', gap: 1.25, flexWrap: 'wrap', pt: 2.5, pb: 2 }}>
      <Autocomplete
        multiple
        size="small"
        limitTags={3}
        sx={{ minWidth: 300, flex: 1 }}
        options={catalogue}
        value={chosen}
        getOptionLabel={(metric: Metric) => metric.label}
        getOptionKey={(metric: Metric) => metric.name}
        isOptionEqualToValue={(a, b) => a.name === b.name}
        onChange={(_, metrics) => onChange({ metrics: metrics.map(({ name }) => name) })}
        renderInput={(params) => <TextField {...params} label={translate('explore.metrics')} />}
      />
      <Choice
        label="explore.dimension"
        value={question.dimension}
        onChange={(dimension) => onChange({ dimension })}
        options={['', ...dimensions]}
        name={names.dimension}
      />
      <Choice
        label="explore.period"
        value={question.preset}
        onChange={(preset) => onChange({ preset: preset as TimePreset })}
        options={presets}
        name={(each) => translate(`explore.preset.${each}`)}
      />
      <Choice
        label="explore.grain"
        value={question.grain}
        onChange={(grain) => onChange({ grain: grain as Grain })}
        options={['', ...grains]}
        name={(each) => translate(`explore.grains.${each}`)}
      />
      <Choice
        label="explore.compare"
        value={question.compare}
        onChange={(compare) => onChange({ compare: compare as Comparison })}
        options={['', ...comparisons]}
        name={(each) => translate(`explore.comparisons.${each}`)}
      />
      <Choice
        label="explore.currency"
        value={question.currency}
        onChange={(currency) => onChange({ currency })}
        options={currencies}
        name={(each) => each}
        empty="explore.reporting"
      />
    </Box>
  );
}
