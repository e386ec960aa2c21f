import { Box, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Metric, MetricResult } from '#client';
import { useFormats } from '../fields/formats.ts';
import { columnNamed, numbersOf, valuesOf } from '../metrics/metric-answer.ts';
import { useMetricNames } from '../metrics/metric-names.ts';
import { formatFigure } from '../metrics/metric-value.ts';
import { Panel } from '../record/panel.tsx';

const figures = ['net_sales', 'net_sales_ratio', 'orders', 'average_order_value'];

/** Channels by net sales, each with its share as a bar. */
export function ChannelTable({
  answer,
  catalogue,
}: {
  answer: MetricResult | undefined;
  catalogue: readonly Metric[];
}) {
  const translate = useTranslate();
  const formats = useFormats();
  const names = useMetricNames(catalogue);
  const channels = columnNamed(answer, 'channel');
  const sales = numbersOf(columnNamed(answer, 'net_sales')).map((value) => Math.max(0, value ?? 0));
  const most = Math.max(1, ...sales);
  const columns = figures.flatMap((name) => columnNamed(answer, name) ?? []);
  return (
    <Panel
      title={translate('home.by_channel')}
      aside={translate('home.against_before')}
      flush
      sx={{ alignSelf: 'start' }}
    >
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{names.dimension('channel')}</TableCell>
            <TableCell sx={{ width: '28%' }} />
            {columns.map(({ name }) => (
              <TableCell key={name} align="right" sx={{ '&::first-letter': { textTransform: 'uppercase' } }}>
                {name === 'net_sales_ratio' ? translate('explore.columns.ratio') : names.head(name)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {(channels ? valuesOf(channels) : []).map((channel, row) => (
            <TableRow key={String(channel)} hover>
              <TableCell sx={{ fontWeight: 560 }}>{names.member('channel', channel)}</TableCell>
              <TableCell>
                <Box
                  sx={{
                    height: 7,
                    borderRadius: 1,
                    bgcolor: 'primary.main',
                    opacity: 0.75,
                    width: `${((sales[row] ?? 0) / most) * 100}%`,
                  }}
                />
              </TableCell>
              {columns.map((column) => {
                const value = valuesOf(column)[row] ?? null;
                return (
                  <TableCell
                    key={column.name}
                    align="right"
                    sx={column.name.endsWith('_ratio') ? { color: toneOf(value) } : {}}
                  >
                    {formatFigure(column, value, formats)}
                  </TableCell>
                );
              })}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Panel>
  );
}

function toneOf(ratio: string | number | null): string {
  if (ratio === null || Number(ratio) === 0) return 'text.secondary';
  return Number(ratio) > 0 ? 'success.main' : 'error.main';
}
