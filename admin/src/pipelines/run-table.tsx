import { useTranslate } from 'react-admin';
import type { ModelRun } from '#client';
import { useFormats } from '../fields/formats.ts';
import { StateMark } from '../fields/state-mark.tsx';
import { FactTable } from './fact-table.tsx';

export function RunTable({ runs }: { runs: readonly ModelRun[] }) {
  const formats = useFormats();
  const translate = useTranslate();
  return (
    <FactTable
      rows={runs}
      rowKey={({ model, startedAt }) => `${model}:${startedAt}`}
      columns={[
        { label: 'model', cell: ({ model }) => model },
        {
          label: 'started',
          cell: ({ startedAt }) => `${formats.date(startedAt)}, ${formats.time(startedAt)}`,
        },
        { label: 'partitions', right: true, cell: ({ partitions }) => formats.number(partitions) },
        { label: 'rows', right: true, cell: ({ rows }) => formats.number(rows) },
        {
          label: 'duration',
          right: true,
          cell: ({ durationMs }) => `${formats.number(durationMs, { digits: 0 })} ms`,
        },
        {
          label: 'state',
          cell: ({ error }) =>
            error === null ? (
              <StateMark tone="good" label={translate('pipelines.fine')} />
            ) : (
              <StateMark tone="bad" label={error} />
            ),
        },
      ]}
    />
  );
}
