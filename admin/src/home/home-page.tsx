import { Box, Typography } from '@mui/material';
import { Title, useTranslate } from 'react-admin';
import { Chart } from '../charts/chart.tsx';
import { useAnswerChart } from '../metrics/use-answer-chart.ts';
import { useCatalogue } from '../metrics/use-catalogue.ts';
import { useLiveMetrics } from '../metrics/use-live-metrics.ts';
import { useMetrics } from '../metrics/use-metrics.ts';
import { Panel, Panels } from '../record/panel.tsx';
import { ChannelTable } from './channel-table.tsx';
import { KeyFigure } from './key-figure.tsx';
import { MonthFigures } from './month-figures.tsx';
import { questions, todayMetrics } from './questions.ts';
import { StockToWatch } from './stock-to-watch.tsx';
import { WaitingDecisions } from './waiting-decisions.tsx';

const refreshMs = 60_000;

/** The few figures that every role starts from; each says what it is compared with and how old it is. */
export function HomePage() {
  const translate = useTranslate();
  const { data: catalogue = [] } = useCatalogue();
  const today = useLiveMetrics(questions.today);
  const hours = useMetrics(questions.hours, refreshMs);
  const month = useMetrics(questions.month, refreshMs);
  const trend = useMetrics(questions.trend, refreshMs);
  const channels = useMetrics(questions.channels, refreshMs);
  const trendChart = useAnswerChart(trend.data, catalogue);
  return (
    <Box sx={{ pt: 2.5 }}>
      <Title title={translate('home.title')} />
      <Typography variant="subtitle2" component="h2" sx={{ mb: 1, color: 'text.secondary' }}>
        {translate('home.today')}
      </Typography>
      <Box
        sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(230px, 1fr))', mb: 2 }}
      >
        {todayMetrics.map((name) => {
          const metric = catalogue.find((each) => each.name === name);
          return (
            <KeyFigure
              key={name}
              label={metric?.label ?? ''}
              description={metric?.description}
              name={name}
              answer={today.data}
              course={hours.data}
              error={today.error}
            />
          );
        })}
      </Box>
      <Panels columns="minmax(0, 2fr) minmax(320px, 1fr)">
        <Panel title={translate('home.trend')}>
          {trendChart ? (
            <Chart spec={trendChart} height={238} label={translate('home.trend')} />
          ) : (
            <Box sx={{ height: 238, color: 'text.secondary' }}>{trend.error?.message}</Box>
          )}
        </Panel>
        <MonthFigures answer={month.data} error={month.error} catalogue={catalogue} />
      </Panels>
      <Panels columns="minmax(0, 2fr) minmax(320px, 1fr)">
        <ChannelTable answer={channels.data} catalogue={catalogue} />
        <Box sx={{ display: 'grid', gap: 2, alignContent: 'start' }}>
          <WaitingDecisions />
          <StockToWatch />
        </Box>
      </Panels>
    </Box>
  );
}
