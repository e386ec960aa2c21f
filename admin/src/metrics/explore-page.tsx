import { Alert, Box, Typography } from '@mui/material';
import { Title, useStore, useTranslate } from 'react-admin';
import type { MetricResult } from '#client';
import { Chart } from '../charts/chart.tsx';
import { useFormats } from '../fields/formats.ts';
import { Panel, Panels } from '../record/panel.tsx';
import { gateway } from '../root/gateway.ts';
import { sharedDimensions } from './answer-chart.ts';
import { AnswerTable } from './answer-table.tsx';
import { Definitions } from './definitions.tsx';
import { firstQuestion, inputOf, type Question } from './question.ts';
import { QuestionForm } from './question-form.tsx';
import { useAnswerChart } from './use-answer-chart.ts';
import { useCatalogue } from './use-catalogue.ts';
import { useMetrics } from './use-metrics.ts';

const height = 440;

/** Ask for any metrics of the catalogue, by any dimension they share; the last question is kept. */
export function ExplorePage() {
  const translate = useTranslate();
  const { data: catalogue = [] } = useCatalogue();
  const [question, setQuestion] = useStore<Question>('explore.question', firstQuestion);
  const chosen = question.metrics.flatMap((name) => catalogue.find((metric) => metric.name === name) ?? []);
  const dimensions = sharedDimensions(chosen);
  // A metric that has left the catalogue is no longer asked for.
  const asked = { ...question, metrics: chosen.map(({ name }) => name) };
  const { data, error, isFetching } = useMetrics(inputOf(asked, dimensions));
  const chart = useAnswerChart(data, catalogue);
  const title = chosen[0]?.label ?? '';
  return (
    <Box>
      <Title title={translate('explore.title')} />
      <QuestionForm
        question={question}
        catalogue={catalogue}
        dimensions={dimensions}
        onChange={(change) => setQuestion({ ...question, ...change })}
      />
      {error && (
        <Alert severity="warning" sx={{ mb: 2 }}>
          {error.message}
        </Alert>
      )}
      {catalogue.length > 0 && chosen.length === 0 && (
        <Alert severity="info">{translate('explore.ask')}</Alert>
      )}
      {data && chosen.length > 0 && (
        <Box sx={{ opacity: isFetching ? 0.75 : 1, transition: 'opacity 120ms' }}>
          <Panels columns={chart ? 'minmax(0, 9fr) minmax(0, 11fr)' : '1fr'}>
            {chart && (
              <Panel title={title}>
                <Chart spec={chart} height={height} label={title} />
              </Panel>
            )}
            <Panel
              title={translate('explore.rows', { smart_count: data.rowCount })}
              aside={<Provenance answer={data} />}
              flush
            >
              <Box sx={{ height: chart ? height + 16 : 'auto', overflow: 'auto' }}>
                <AnswerTable answer={data} catalogue={catalogue} />
              </Box>
            </Panel>
          </Panels>
          <Definitions metrics={chosen} />
        </Box>
      )}
    </Box>
  );
}

/** How old the figures are and what it took to make them. */
function Provenance({ answer }: { answer: MetricResult }) {
  const translate = useTranslate();
  const formats = useFormats();
  const { watermark } = answer.freshness;
  return (
    <Typography component="span" sx={{ fontSize: '0.75rem' }}>
      {watermark && translate('explore.fresh', { age: formats.relativeAge(watermark, gateway.now()) })}
      {watermark && ' · '}
      {translate('explore.cost', {
        rows: formats.number(answer.cost.rowsRead),
        ms: formats.number(answer.cost.elapsedMs, { digits: 0 }),
      })}
      {answer.truncated && ` · ${translate('explore.truncated', { smart_count: answer.rowCount })}`}
    </Typography>
  );
}
