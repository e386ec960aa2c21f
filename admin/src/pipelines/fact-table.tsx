import { Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';

export type FactColumn<Row> = { label: string; cell(row: Row): ReactNode; right?: boolean };

/** A plain table of state, translated heads, figures to the right. */
export function FactTable<Row>({
  rows,
  columns,
  rowKey,
}: {
  rows: readonly Row[];
  columns: readonly FactColumn<Row>[];
  rowKey(row: Row): string;
}) {
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
            {columns.map(({ label, cell, right }) => (
              <TableCell key={label} align={right ? 'right' : 'left'}>
                {cell(row)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
