import { Alert, Card, Tab, Tabs } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Title, useTranslate } from 'react-admin';
import type { Pipelines, QuarantineConnection } from '#client';
import { gateway } from '../root/gateway.ts';
import { ModelTable } from './model-table.tsx';
import { QuarantineTable } from './quarantine-table.tsx';
import { RunTable } from './run-table.tsx';
import { TopicTable } from './topic-table.tsx';

const pipelinesDocument = `query pipelines {
  pipelines {
    topics { topic partition lagOffsets lagSeconds rows quarantined lastEventAt }
    models { name kind rows partitions version builtAt lastError durationMs }
    runs(first: 50) { model startedAt durationMs partitions rows error }
  }
  quarantine(first: 100) { totalCount nodes { topic partition offset reason payload receivedAt } }
}`;

type Answer = { pipelines: Pipelines; quarantine: QuarantineConnection };

const tabs = ['topics', 'quarantine', 'models', 'runs'] as const;

/** Where the data is on its way, refreshed every two seconds. */
export function PipelinesPage() {
  const translate = useTranslate();
  const [tab, setTab] = useState<(typeof tabs)[number]>('topics');
  const { data, error } = useQuery({
    queryKey: ['pipelines'],
    queryFn: ({ signal }) => gateway.query<Answer>(pipelinesDocument, {}, { signal }),
    refetchInterval: 2_000,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const behind = new Set(
    data?.pipelines.topics.filter((each) => each.lagOffsets > 10_000).map(({ topic }) => topic),
  ).size;
  return (
    <Card sx={{ mt: 2 }}>
      <Title title={translate('pipelines.title')} />
      {error && <Alert severity="error">{error.message}</Alert>}
      {data && (
        <Alert severity={behind > 0 ? 'warning' : 'success'} sx={{ borderRadius: 0 }}>
          {behind > 0
            ? translate('pipelines.behind', { smart_count: behind })
            : translate('pipelines.healthy')}
        </Alert>
      )}
      <Tabs value={tab} onChange={(_, next) => setTab(next)} sx={{ px: 2 }}>
        {tabs.map((name) => (
          <Tab key={name} value={name} label={translate(`pipelines.${name}`)} />
        ))}
      </Tabs>
      {data && tab === 'topics' && <TopicTable topics={data.pipelines.topics} />}
      {data && tab === 'quarantine' && <QuarantineTable events={data.quarantine.nodes} />}
      {data && tab === 'models' && <ModelTable models={data.pipelines.models} />}
      {data && tab === 'runs' && <RunTable runs={data.pipelines.runs} />}
    </Card>
  );
}
