import { Box, Card, Typography } from '@mui/material';
import { Title, useTranslate } from 'react-admin';
import { AnswerTable } from '../metrics/answer-table.tsx';
import { useCatalogue } from '../metrics/use-catalogue.ts';
import { useMetrics } from '../metrics/use-metrics.ts';
import { KeyFigure } from './key-figure.tsx';

const todayMetrics = ['net_sales', 'orders', 'units', 'average_order_value'];
const monthMetrics = ['net_revenue', 'cm3_rate', 'refund_rate', 'on_time_rate'];
const currency = { mode: 'REPORTING' } as const;

/** The few figures that every role starts from; each shows what it is compared with and how old it is. */
export function HomePage() {
  const translate = useTranslate();
  const { data: catalogue = [] } = useCatalogue();
  const today = useMetrics(
    { metrics: todayMetrics, time: { preset: 'TODAY' }, compare: 'WEEK_AGO', currency },
    5_000,
  );
  const month = useMetrics(
    { metrics: monthMetrics, time: { preset: 'LAST_28_DAYS' }, compare: 'PREVIOUS_PERIOD', currency },
    60_000,
  );
  const channels = useMetrics(
    {
      metrics: ['net_sales', 'orders', 'average_order_value'],
      dimensions: ['channel'],
      time: { preset: 'LAST_28_DAYS' },
      compare: 'PREVIOUS_PERIOD',
      currency,
      orderBy: [{ field: 'net_sales', direction: 'DESC' }],
      limit: 20,
    },
    60_000,
  );
  const label = (name: string) => catalogue.find((metric) => metric.name === name)?.label ?? name;
  return (
    <Box sx={{ pt: 2 }}>
      <Title title={translate('home.title')} />
      <Section title={translate('home.today')}>
        {todayMetrics.map((name) => (
          <KeyFigure key={name} label={label(name)} name={name} answer={today.data} error={today.error} />
        ))}
      </Section>
      <Section title={translate('home.week')}>
        {monthMetrics.map((name) => (
          <KeyFigure key={name} label={label(name)} name={name} answer={month.data} error={month.error} />
        ))}
      </Section>
      <Typography variant="subtitle2" sx={{ mb: 1, color: 'text.secondary' }}>
        {translate('home.by_channel')}
      </Typography>
      <Card sx={{ mb: 3 }}>
        {channels.data && <AnswerTable answer={channels.data} catalogue={catalogue} />}
      </Card>
    </Box>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <>
      <Typography variant="subtitle2" sx={{ mb: 1, color: 'text.secondary' }}>
        {title}
      </Typography>
      <Box
        sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))', mb: 3 }}
      >
        {children}
      </Box>
    </>
  );
}
