import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { Link, type RaRecord, useTranslate } from 'react-admin';
import { Panel } from '../record/panel.tsx';

type Props = {
  title: string;
  all: string;
  resource: string;
  rows: readonly RaRecord[] | undefined;
  empty: string;
  name(row: RaRecord): ReactNode;
  note(row: RaRecord): ReactNode;
  figure(row: RaRecord): ReactNode;
};

/** The first few records of a list, each a link to its page. */
export function ShortList({ title, all, resource, rows, empty, name, note, figure }: Props) {
  const translate = useTranslate();
  return (
    <Panel title={title} aside={<Link to={all}>{translate('app.open_all')}</Link>}>
      {rows?.length === 0 && <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{empty}</Box>}
      {rows?.map((row) => (
        <Box
          key={row.id}
          sx={{
            display: 'grid',
            gridTemplateColumns: 'minmax(0, 1fr) auto',
            gap: 1.5,
            py: 0.7,
            borderTop: 1,
            borderColor: 'divider',
            fontSize: '0.8125rem',
          }}
        >
          <Box sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
            <Link to={`/${resource}/${encodeURIComponent(row.id)}/show`}>{name(row)}</Link>
            <Box component="span" sx={{ color: 'text.secondary', ml: 1 }}>
              {note(row)}
            </Box>
          </Box>
          <Box sx={{ fontVariantNumeric: 'tabular-nums', fontWeight: 560 }}>{figure(row)}</Box>
        </Box>
      ))}
    </Panel>
  );
}
