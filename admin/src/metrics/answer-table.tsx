import { Box, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { useLocaleState } from 'react-admin';
import type { Column, Metric, MetricResult } from '#client';
import { useFormats } from '../fields/formats.ts';
import { valuesOf } from './metric-answer.ts';
import { useMetricNames } from './metric-names.ts';
import { formatFigure } from './metric-value.ts';
import { timeLabels } from './time-label.ts';
import { toneOfChange } from './tone-of-change.ts';

type Props = { answer: MetricResult; catalogue: readonly Metric[]; hidden?: readonly string[] };

/** An answer's columns as a table, figures to the right. */
export function AnswerTable({ answer, catalogue, hidden = [] }: Props) {
  const formats = useFormats();
  const [language] = useLocaleState();
  const names = useMetricNames(catalogue);
  const columns = answer.columns
    .filter(({ name }) => !hidden.includes(name))
    .map((column) => ({ column, values: valuesOf(column), show: cellOf(column) }));

  function cellOf(column: Column) {
    if (column.kind === 'TIME') {
      const label = timeLabels(valuesOf(column), language);
      return (value: string | number | null) => (value === null ? '–' : label(String(value)));
    }
    if (column.kind === 'DIMENSION')
      return (value: string | number | null) => names.member(column.name, value);
    return (value: string | number | null) => formatFigure(column, value, formats);
  }

  return (
    <Table size="small" stickyHeader sx={{ '& .MuiTableCell-root': { px: 1.25 } }}>
      <TableHead>
        <TableRow>
          {columns.map(({ column }) => (
            <TableCell key={column.name} align={alignOf(column)} sx={{ bgcolor: 'background.paper' }}>
              {names.head(column.name)}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {Array.from({ length: answer.rowCount }, (_, row) => (
          // Rows have no identity of their own: an answer is replaced as a whole.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <TableRow key={row} hover>
            {columns.map(({ column, values, show }) => (
              <TableCell key={column.name} align={alignOf(column)} sx={{ whiteSpace: 'nowrap' }}>
                <Box component="span" sx={{ color: toneOf(column, values[row] ?? null, catalogue) }}>
                  {show(values[row] ?? null)}
                </Box>
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

const alignOf = ({ kind }: Column) => (kind === 'DIMENSION' || kind === 'TIME' ? 'left' : 'right');

/** Only the change in percent is coloured, where the catalogue says which way is good. */
function toneOf({ kind, name }: Column, value: string | number | null, catalogue: readonly Metric[]): string {
  if (kind === 'COMPARISON' || name.endsWith('_delta')) return 'text.secondary';
  if (!name.endsWith('_ratio') || value === null) return 'inherit';
  const metric = catalogue.find((each) => each.name === name.slice(0, -'_ratio'.length));
  return toneOfChange(Number(value), metric?.better ?? null, 'inherit');
}
