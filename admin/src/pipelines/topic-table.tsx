import type { TopicStatus } from '#client';
import { useFormats } from '../fields/formats.ts';
import { gateway } from '../root/gateway.ts';
import { FactTable } from './fact-table.tsx';

export function TopicTable({ topics }: { topics: readonly TopicStatus[] }) {
  const formats = useFormats();
  return (
    <FactTable
      rows={topics}
      rowKey={({ topic, partition }) => `${topic}:${partition}`}
      columns={[
        { label: 'topic', cell: ({ topic }) => topic },
        { label: 'partition', right: true, cell: ({ partition }) => partition },
        { label: 'rows', right: true, cell: ({ rows }) => formats.number(rows) },
        { label: 'lag', right: true, cell: ({ lagOffsets }) => formats.number(lagOffsets) },
        {
          label: 'lag_seconds',
          right: true,
          cell: ({ lagSeconds }) =>
            lagSeconds === null ? '–' : `${formats.number(lagSeconds ?? 0, { digits: 1 })} s`,
        },
        { label: 'quarantined', right: true, cell: ({ quarantined }) => formats.number(quarantined) },
        {
          label: 'last_event',
          right: true,
          cell: ({ lastEventAt }) => formats.relativeAge(lastEventAt, gateway.now()),
        },
      ]}
    />
  );
}
