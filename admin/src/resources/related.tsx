import { Box, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useRecordContext, useTranslate } from 'react-admin';

type Row = Record<string, unknown>;
export type RelatedColumn = { label: string; cell(row: Row): ReactNode; right?: boolean };

/** Records that came with the one shown, e.g. the orders of a customer. */
export function Related({
  source,
  title,
  columns,
  rowKey,
}: {
  source: string;
  title: string;
  columns: readonly RelatedColumn[];
  rowKey: string;
}) {
  const record = useRecordContext();
  const translate = useTranslate();
  const rows = (record?.[source] ?? []) as Row[];
  if (rows.length === 0) return null;
  return (
    <Box sx={{ px: 2.5, pb: 2.5 }}>
      <Typography variant="h6" sx={{ mb: 1 }}>
        {translate(title)}
      </Typography>
      <Table size="small">
        <TableHead>
          <TableRow>
            {columns.map(({ label, right }) => (
              <TableCell key={label} align={right ? 'right' : 'left'}>
                {translate(label)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={String(row[rowKey])}>
              {columns.map(({ label, cell, right }) => (
                <TableCell key={label} align={right ? 'right' : 'left'}>
                  {cell(row)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
