import { callerWithRole } from '../../security/caller.ts';
import type { Builder } from '../builder.ts';
import { pageSize } from '../entities/connection.ts';
import type { BuildStatus, ModelRun, ModelStatus, TopicStatus } from '../ports.ts';

/** State of the data's way from topics to models, for the data team. */
export function addPipelines(builder: Builder): void {
  const topic = addTopicStatus(builder);
  const model = addModelStatus(builder);
  const run = addModelRun(builder);
  const pipelines = builder
    .objectRef<{ topics: readonly TopicStatus[]; build: BuildStatus }>('Pipelines')
    .implement({
      fields: (t) => ({
        topics: t.field({ type: [topic], resolve: ({ topics }) => [...topics] }),
        models: t.field({ type: [model], resolve: ({ build }) => [...build.models] }),
        runs: t.field({
          type: [run],
          description: 'Newest first.',
          args: { first: t.arg.int({ defaultValue: 50 }) },
          resolve: ({ build }, { first }) => build.runs.slice(0, pageSize(first ?? 50)),
        }),
      }),
    });
  builder.queryField('pipelines', (t) =>
    t.field({
      type: pipelines,
      description: 'State of the data’s way: for the data role.',
      resolve: async (_root, _arguments, { caller, services }) => {
        callerWithRole(caller, 'data');
        const [topics, build] = await Promise.all([services.ingestStatus(), services.buildStatus()]);
        return { topics, build };
      },
    }),
  );
}

function addTopicStatus(builder: Builder) {
  return builder.objectRef<TopicStatus>('TopicStatus').implement({
    description: 'How far a topic has been stored.',
    fields: (t) => ({
      topic: t.exposeString('topic'),
      partitions: t.exposeInt('partitions', { description: 'How many there are.' }),
      lagOffsets: t.field({ type: 'Long', resolve: ({ lagOffsets }) => lagOffsets }),
      lagSeconds: t.float({ nullable: true, resolve: ({ lagSeconds }) => lagSeconds }),
      rows: t.field({ type: 'Long', resolve: ({ rows }) => rows }),
      quarantined: t.field({ type: 'Long', resolve: ({ quarantined }) => quarantined }),
      drifted: t.field({
        type: 'Long',
        description: 'Events with fields that the contract does not know.',
        resolve: ({ drifted }) => drifted,
      }),
      lastEventAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ lastEventAt }) => lastEventAt }),
    }),
  });
}

function addModelStatus(builder: Builder) {
  return builder.objectRef<ModelStatus>('ModelStatus').implement({
    fields: (t) => ({
      name: t.exposeString('name'),
      kind: t.exposeString('kind'),
      rows: t.field({ type: 'Long', nullable: true, resolve: ({ rows }) => rows }),
      partitions: t.field({ type: 'Long', nullable: true, resolve: ({ partitions }) => partitions }),
      version: t.string({ nullable: true, resolve: ({ version }) => version }),
      builtAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ builtAt }) => builtAt }),
      lastError: t.string({ nullable: true, resolve: ({ lastError }) => lastError }),
      durationMs: t.float({ nullable: true, resolve: ({ durationMs }) => durationMs }),
    }),
  });
}

function addModelRun(builder: Builder) {
  return builder.objectRef<ModelRun>('ModelRun').implement({
    fields: (t) => ({
      model: t.exposeString('model'),
      startedAt: t.field({ type: 'DateTime', resolve: ({ startedAt }) => startedAt }),
      durationMs: t.exposeFloat('durationMs'),
      partitions: t.field({ type: 'Long', nullable: true, resolve: ({ partitions }) => partitions }),
      rows: t.field({ type: 'Long', nullable: true, resolve: ({ rows }) => rows }),
      error: t.string({ nullable: true, resolve: ({ error }) => error }),
    }),
  });
}
