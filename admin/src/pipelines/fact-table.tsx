import { Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';

export type FactColumn<Row> = {
  label: string;
  cell(row: Row): ReactNode;
  right?: boolean;
  /** Colour of the palette for this row's cell. */
  tone?(row: Row): string;
};

type Props<Row> = { rows: readonly Row[]; columns: readonly FactColumn<Row>[]; rowKey(row: Row): string };

/** A plain table of state, translated heads, figures to the right. */
export function FactTable<Row>({ rows, columns, rowKey }: Props<Row>) {
  const translate = useTranslate();
  return (
    <Table size="small">
      <TableHead>
        <TableRow>
          {columns.map(({ label, right }) => (
            <TableCell key={label} align={right ? 'right' : 'left'}>
              {translate(`pipelines.${label}`)}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={rowKey(row)} hover>
            {columns.map(({ label, cell, right, tone }) => (
              <TableCell
                key={label}
                align={right ? 'right' : 'left'}
                sx={{ whiteSpace: right ? 'nowrap' : 'normal', ...(tone ? { color: tone(row) } : {}) }}
              >
                {cell(row)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
