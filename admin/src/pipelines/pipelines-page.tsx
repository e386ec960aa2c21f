import { Alert, Box, Card, Tab, Tabs } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { AccessDenied, CanAccess, Title, useTranslate } from 'react-admin';
import type { Pipelines, QuarantineConnection } from '#client';
import { gateway } from '../root/gateway.ts';
import { HealthStrip } from './health-strip.tsx';
import { ModelTable } from './model-table.tsx';
import { pipelinesDocument } from './pipelines-document.ts';
import { QuarantineTable } from './quarantine-table.tsx';
import { RunTable } from './run-table.tsx';
import { TopicTable } from './topic-table.tsx';

type Answer = { pipelines: Pipelines; quarantine: QuarantineConnection };

const tabs = ['topics', 'quarantine', 'models', 'runs'] as const;

/** Where the data is on its way: for the data team. */
export function PipelinesPage() {
  return (
    <CanAccess resource="pipelines" action="list" accessDenied={<AccessDenied />}>
      <PipelinesState />
    </CanAccess>
  );
}

/** Asked anew every two seconds, the last answer kept meanwhile. */
function PipelinesState() {
  const translate = useTranslate();
  const [tab, setTab] = useState<(typeof tabs)[number]>('topics');
  const { data, error } = useQuery({
    queryKey: ['pipelines'],
    queryFn: ({ signal }) => gateway.query<Answer>(pipelinesDocument, {}, { signal }),
    refetchInterval: 2_000,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Box sx={{ pt: 2.5 }}>
      <Title title={translate('pipelines.title')} />
      {error && (
        <Alert severity="error" sx={{ mb: 2 }}>
          {error.message}
        </Alert>
      )}
      {data && (
        <>
          <HealthStrip pipelines={data.pipelines} />
          <Card sx={{ overflowX: 'auto' }}>
            <Tabs
              value={tab}
              onChange={(_, next) => setTab(next)}
              sx={{ px: 1, borderBottom: 1, borderColor: 'divider' }}
            >
              {tabs.map((name) => (
                <Tab key={name} value={name} label={translate(`pipelines.${name}`)} />
              ))}
            </Tabs>
            {tab === 'topics' && <TopicTable topics={data.pipelines.topics} />}
            {tab === 'quarantine' && <QuarantineTable events={data.quarantine.nodes} />}
            {tab === 'models' && <ModelTable models={data.pipelines.models} />}
            {tab === 'runs' && <RunTable runs={data.pipelines.runs} />}
          </Card>
        </>
      )}
    </Box>
  );
}
