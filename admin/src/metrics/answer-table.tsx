import { Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Metric, MetricResult } from '#client';
import { useFormats } from '../fields/formats.ts';
import { valuesOf } from './metric-answer.ts';
import { formatValue } from './metric-value.ts';

/** An answer's columns as a table, figures to the right. */
export function AnswerTable({ answer, catalogue }: { answer: MetricResult; catalogue: readonly Metric[] }) {
  const formats = useFormats();
  const translate = useTranslate();
  const columns = answer.columns.map((column) => ({
    column,
    values: valuesOf(column),
    right: column.kind !== 'DIMENSION' && column.kind !== 'TIME',
  }));
  const title = (name: string) => {
    const [, base = name, suffix] = /^(.*?)(_previous|_delta|_ratio)?$/.exec(name) ?? [];
    const label =
      catalogue.find((metric) => metric.name === base)?.label ?? translate(`dimension.${base}`, { _: base });
    return suffix ? `${label} · ${translate(`explore.columns.${suffix.slice(1)}`)}` : label;
  };
  return (
    <Table size="small">
      <TableHead>
        <TableRow>
          {columns.map(({ column, right }) => (
            <TableCell key={column.name} align={right ? 'right' : 'left'}>
              {title(column.name)}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {Array.from({ length: answer.rowCount }, (_, row) => (
          // Rows have no identity of their own: an answer is replaced as a whole.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <TableRow key={row} hover>
            {columns.map(({ column, values, right }) => (
              <TableCell key={column.name} align={right ? 'right' : 'left'}>
                {formatValue(column, values[row] ?? null, formats)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
