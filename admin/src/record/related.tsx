import { Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useRecordContext, useTranslate } from 'react-admin';
import { Panel } from './panel.tsx';

type Row = Record<string, unknown>;
export type RelatedColumn = { label: string; cell(row: Row): ReactNode; right?: boolean };

type Props = { source: string; title: string; columns: readonly RelatedColumn[]; rowKey: string };

/** Records that came with the one shown, e.g. the orders of a customer. */
export function Related({ source, title, columns, rowKey }: Props) {
  const record = useRecordContext();
  const translate = useTranslate();
  const rows = (record?.[source] ?? []) as Row[];
  return (
    <Panel title={translate(title)} aside={rows.length || undefined} flush={rows.length > 0}>
      {rows.length === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('record.none')}
        </Typography>
      ) : (
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
              <TableRow key={String(row[rowKey])} hover>
                {columns.map(({ label, cell, right }) => (
                  <TableCell key={label} align={right ? 'right' : 'left'}>
                    {cell(row)}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Panel>
  );
}
