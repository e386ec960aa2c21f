import type { TopicStatus } from '#client';
import { useFormats } from '../fields/formats.ts';
import { StateMark } from '../fields/state-mark.tsx';
import { gateway } from '../root/gateway.ts';
import { FactTable } from './fact-table.tsx';
import { isBehind, usedFirst } from './health.ts';

export function TopicTable({ topics }: { topics: readonly TopicStatus[] }) {
  const formats = useFormats();
  return (
    <FactTable
      rows={usedFirst(topics)}
      rowKey={({ topic }) => topic}
      columns={[
        {
          label: 'topic',
          cell: (each) => <StateMark tone={isBehind(each) ? 'warn' : 'good'} label={each.topic} />,
        },
        { label: 'partitions', right: true, cell: ({ partitions }) => partitions },
        { label: 'rows', right: true, cell: ({ rows }) => formats.number(rows) },
        { label: 'lag', right: true, cell: ({ lagOffsets }) => formats.number(lagOffsets) },
        {
          label: 'lag_seconds',
          right: true,
          cell: ({ lagSeconds }) =>
            lagSeconds === null ? '–' : `${formats.number(lagSeconds, { digits: 1 })} s`,
        },
        {
          label: 'quarantined',
          right: true,
          tone: ({ quarantined }) => (quarantined > 0 ? 'warning.main' : 'text.secondary'),
          cell: ({ quarantined }) => formats.number(quarantined),
        },
        {
          label: 'drifted',
          right: true,
          tone: ({ drifted }) => (drifted > 0 ? 'warning.main' : 'text.secondary'),
          cell: ({ drifted }) => formats.number(drifted),
        },
        {
          label: 'last_event',
          right: true,
          cell: ({ lastEventAt }) => formats.relativeAge(lastEventAt, gateway.now()),
        },
      ]}
    />
  );
}
