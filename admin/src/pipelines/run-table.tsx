import type { ModelRun } from '#client';
import { useFormats } from '../fields/formats.ts';
import { FactTable } from './fact-table.tsx';

export function RunTable({ runs }: { runs: readonly ModelRun[] }) {
  const formats = useFormats();
  return (
    <FactTable
      rows={runs}
      rowKey={({ model, startedAt }) => `${model}:${startedAt}`}
      columns={[
        { label: 'model', cell: ({ model }) => model },
        { label: 'built', cell: ({ startedAt }) => formats.dateTime(startedAt) },
        { label: 'partitions', right: true, cell: ({ partitions }) => formats.number(partitions) },
        { label: 'rows', right: true, cell: ({ rows }) => formats.number(rows) },
        {
          label: 'duration',
          right: true,
          cell: ({ durationMs }) => `${formats.number(durationMs, { digits: 0 })} ms`,
        },
        { label: 'error', cell: ({ error }) => error ?? '' },
      ]}
    />
  );
}
