import { EntrepotError } from '#errors';
import { type Contract, contracts, contractsStored } from '#ingestion';
import { createBinder } from '#models';
import { identifier, stringLiteral } from '#warehouse';
import { callerWithRole } from '../../security/caller.ts';
import type { Builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { pageSize } from '../entities/connection.ts';
import type { Row } from '../entities/loaders.ts';
import type { PageInfo } from '../shared-types.ts';

type Arguments = {
  topic?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
};
type Page = { rows: Row[]; hasNextPage: boolean; hasPreviousPage: boolean; totalCount(): Promise<number> };

/** Events that did not fulfil their contract, newest first, for the data team. */
export function addQuarantine(builder: Builder, pageInfo: PageInfo): void {
  const event = addQuarantinedEvent(builder);
  const edge = builder.objectRef<Row>('QuarantineEdge').implement({
    fields: (t) => ({
      cursor: t.string({ resolve: cursorOf }),
      node: t.field({ type: event, resolve: (row) => row }),
    }),
  });
  const connection = builder.objectRef<Page>('QuarantineConnection').implement({
    fields: (t) => ({
      totalCount: t.int({ resolve: (page) => page.totalCount() }),
      nodes: t.field({ type: [event], resolve: ({ rows }) => rows }),
      edges: t.field({ type: [edge], resolve: ({ rows }) => rows }),
      pageInfo: t.field({
        type: pageInfo,
        resolve: ({ rows, hasNextPage, hasPreviousPage }) => ({
          hasNextPage,
          hasPreviousPage,
          startCursor: rows[0] ? cursorOf(rows[0]) : null,
          endCursor: rows.at(-1) ? cursorOf(rows.at(-1)!) : null,
        }),
      }),
    }),
  });
  builder.queryField('quarantine', (t) =>
    t.field({
      type: connection,
      description: 'Events that did not fulfil their contract, newest first: for the data role.',
      args: { topic: t.arg.string(), first: t.arg.int({ defaultValue: 50 }), after: t.arg.string() },
      resolve: (_root, asked, context) => readQuarantine(asked, context),
    }),
  );
}

function addQuarantinedEvent(builder: Builder) {
  return builder.objectRef<Row>('QuarantinedEvent').implement({
    fields: (t) => ({
      topic: t.string({ resolve: ({ topic }) => String(topic) }),
      partition: t.int({ resolve: ({ partition }) => Number(partition) }),
      offset: t.field({ type: 'Long', resolve: ({ offset }) => String(offset) }),
      reason: t.string({ resolve: ({ reason }) => String(reason) }),
      payload: t.string({ resolve: ({ payload }) => String(payload) }),
      receivedAt: t.field({ type: 'DateTime', resolve: ({ received_at: at }) => String(at) }),
    }),
  });
}

async function readQuarantine(asked: Arguments, context: Context): Promise<Page> {
  callerWithRole(context.caller, 'data');
  const first = pageSize(asked.first ?? 50);
  const counts = await countsOf(contractsOf(asked.topic ?? undefined), context);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const page = { hasPreviousPage: Boolean(asked.after), totalCount: async () => total };
  if (counts.length === 0) return { ...page, rows: [], hasNextPage: false };
  const { bind, parameters } = createBinder();
  const after = asked.after ? `where ${beforeCursor(asked.after, bind)}` : '';
  const rows = await context.run({
    sql: `select * from (${counts.map(({ contract }) => selectOf(contract)).join('\nunion all\n')})
${after}
order by received_at desc, topic desc, partition desc, offset desc
limit ${bind('UInt32', first + 1)}`,
    parameters,
  });
  return { ...page, rows: rows.slice(0, first), hasNextPage: rows.length > first };
}

/** Most contracts have nothing in quarantine, and counting is cheaper than reading reasons. */
async function countsOf(
  asked: readonly Contract[],
  context: Context,
): Promise<{ contract: Contract; count: number }[]> {
  const among = await contractsStored(context.services.warehouse, asked);
  if (among.length === 0) return [];
  const counts = among.map(
    ({ topic, quarantineTable }) =>
      `select ${stringLiteral(topic)} as topic, count() as events from ${identifier(quarantineTable)}`,
  );
  const rows = await context.run({
    sql: `select topic, events from (${counts.join(' union all ')}) where events > 0`,
    parameters: {},
  });
  return rows.flatMap(({ topic, events }) => {
    const contract = among.find((candidate) => candidate.topic === topic);
    return contract ? [{ contract, count: Number(events) }] : [];
  });
}

function contractsOf(topic: string | undefined): readonly Contract[] {
  if (topic === undefined) return contracts;
  const found = contracts.filter((contract) => contract.topic === topic);
  if (found.length > 0) return found;
  throw new EntrepotError('CONTRACT_UNKNOWN', `There is no topic «${topic}».`, {
    asked: topic,
    available: contracts.map((contract) => contract.topic),
    fix: 'Name a topic of a contract, or leave it out for all.',
  });
}

function selectOf({ topic, quarantineTable }: Contract): string {
  return `select ${stringLiteral(topic)} as topic, _partition as partition, _offset as offset, reason as reason,
  payload as payload, _ingested_at as received_at from ${identifier(quarantineTable)}`;
}

function cursorOf({ received_at, topic, partition, offset }: Row): string {
  return Buffer.from(JSON.stringify([received_at, topic, partition, offset])).toString('base64url');
}

function beforeCursor(cursor: string, bind: (type: string, value: unknown) => string): string {
  const [at, topic, partition, offset] = placeOf(cursor);
  const place = [
    `parseDateTime64BestEffort(${bind('String', at)}, 3, 'UTC')`,
    bind('String', topic),
    bind('UInt32', partition),
    bind('UInt64', offset),
  ];
  return `(received_at, topic, partition, offset) < (${place.join(', ')})`;
}

function placeOf(cursor: string): unknown[] {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(place) && place.length === 4) return place;
  } catch {
    // Told below, like any other cursor that is not one of ours.
  }
  throw new EntrepotError('INPUT_INVALID', 'This is not a cursor of the quarantine.', {
    asked: cursor,
    fix: 'Use `endCursor` of the page before.',
  });
}
