import { Alert, Box } from '@mui/material';
import { useMemo } from 'react';
import { useRecordContext, useTranslate } from 'react-admin';
import type { Metric, MetricQueryInput } from '#client';
import { AnswerTable } from '../../metrics/answer-table.tsx';
import { useCatalogue } from '../../metrics/use-catalogue.ts';
import { useMetrics } from '../../metrics/use-metrics.ts';
import { Panel } from '../../record/panel.tsx';

const dayMs = 86_400_000;
const wanted = ['units', 'gross_sales', 'discounts', 'tax', 'net_sales'];

/** The lines behind an order, in its own currency, from the same model as every sales figure. */
export function OrderLines() {
  const translate = useTranslate();
  const order = useRecordContext();
  const { data: catalogue = [] } = useCatalogue();
  const orderId = order?.orderId as string | undefined;
  const placedAt = order?.placedAt as string | undefined;
  const input = useMemo(
    () => (orderId && placedAt ? questionOf(orderId, placedAt, catalogue) : undefined),
    [orderId, placedAt, catalogue],
  );
  const { data, error } = useMetrics(input, 60_000);
  return (
    <Panel title={translate('record.lines')} flush>
      {error && <Alert severity="warning">{error.message}</Alert>}
      {data && data.rowCount > 0 && <AnswerTable answer={data} catalogue={catalogue} hidden={['currency']} />}
      {data?.rowCount === 0 && (
        <Box sx={{ px: 2, pb: 2, color: 'text.secondary' }}>{translate('record.no_lines')}</Box>
      )}
    </Panel>
  );
}

/** A title stands beside the SKU where the catalogue can join one. */
function questionOf(
  orderId: string,
  placedAt: string,
  catalogue: readonly Metric[],
): MetricQueryInput | undefined {
  const dimensions = catalogue.find(({ name }) => name === 'units')?.dimensions ?? [];
  if (!dimensions.includes('order_id')) return undefined;
  const title = ['title', 'sku_title'].filter((name) => dimensions.includes(name)).slice(0, 1);
  const at = Date.parse(placedAt);
  return {
    metrics: wanted,
    dimensions: ['line_id', 'sku', ...title],
    time: { from: new Date(at - dayMs).toISOString(), to: new Date(at + dayMs).toISOString() },
    where: { dimension: { name: 'order_id', eq: orderId } },
    currency: { mode: 'TRANSACTION' },
    orderBy: [{ field: 'line_id', direction: 'ASC' }],
    limit: 200,
  };
}
