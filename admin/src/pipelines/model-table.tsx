import { useTranslate } from 'react-admin';
import type { ModelStatus } from '#client';
import { useFormats } from '../fields/formats.ts';
import { StateMark } from '../fields/state-mark.tsx';
import { gateway } from '../root/gateway.ts';
import { FactTable } from './fact-table.tsx';

export function ModelTable({ models }: { models: readonly ModelStatus[] }) {
  const formats = useFormats();
  const translate = useTranslate();
  // A view keeps nothing: no rows of its own is not «none».
  const stored = ({ kind }: ModelStatus, figure: number | null) =>
    formats.number(kind === 'view' ? null : figure);
  return (
    <FactTable
      rows={models}
      rowKey={({ name }) => name}
      columns={[
        { label: 'model', cell: ({ name }) => name },
        { label: 'kind', cell: ({ kind }) => kind },
        { label: 'rows', right: true, cell: (model) => stored(model, model.rows) },
        { label: 'partitions', right: true, cell: (model) => stored(model, model.partitions) },
        {
          label: 'duration',
          right: true,
          cell: ({ durationMs }) =>
            durationMs === null ? '–' : `${formats.number(durationMs, { digits: 0 })} ms`,
        },
        { label: 'built', right: true, cell: ({ builtAt }) => formats.relativeAge(builtAt, gateway.now()) },
        {
          label: 'state',
          cell: ({ lastError }) =>
            lastError === null ? (
              <StateMark tone="good" label={translate('pipelines.fine')} />
            ) : (
              <span title={lastError}>
                <StateMark tone="bad" label={translate('pipelines.failed')} />
                <br />
                {lastError}
              </span>
            ),
        },
      ]}
    />
  );
}
