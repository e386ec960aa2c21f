import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  contracts,
  createKafka,
  createProducer,
  type EventProducer,
  ensureTopics,
  migrateTables,
  odsSources,
  outgoing,
  purchaseSuggestion,
  type Role,
  startSink,
} from '#ingestion';
import { type TestDatabase, testDatabase } from '../../deploy/testing/database.ts';
import { generateTypes } from '../schema/generate-types.ts';
import { type GatewayUnderTest, startGatewayUnderTest } from '../testing/gateway-under-test.ts';

const log = pino({ level: 'error' }, pino.destination(2));
const models = join(import.meta.dirname, '../../models');
let database: TestDatabase;
let gateway: GatewayUnderTest;
let producer: EventProducer;
let sink: Role | undefined;

beforeAll(async () => {
  const { kafkaBrokers: brokers } = inject('engines');
  database = await testDatabase('gateway_models');
  await migrateTables(database.warehouse, contracts);
  const kafka = createKafka({ brokers, clientId: 'gateway-test', log });
  await ensureTopics(
    kafka,
    contracts.map(({ topic }) => topic),
    { partitions: 1 },
  );
  producer = await createProducer({ brokers, clientId: 'gateway-test', log, kafka });
  gateway = await startGatewayUnderTest(
    database,
    { publish: (events) => producer.publish(events) },
    { directory: models, odsSources: odsSources(contracts) },
  );
  sink = await startSink({
    kafka,
    warehouse: database.warehouse,
    contracts: [purchaseSuggestion],
    log,
    groupId: `gateway-test-${database.database}`,
  });
});

afterAll(async () => {
  await gateway?.stop();
  await sink?.stop();
  await producer?.close();
  await database?.drop();
});

/** As the repository's formatter writes it. */
function formatted(text: string): string {
  const root = join(import.meta.dirname, '../..');
  const biome = join(root, 'node_modules/.bin/biome');
  return execFileSync(biome, ['format', '--stdin-file-path=schema.graphql'], {
    input: text,
    cwd: root,
  }).toString();
}

describe('the checked-in schema', () => {
  it('is what the models expose, and the types of the front ends are made from it', async () => {
    const answer = await gateway.post('/graphql', {
      query: 'mutation { login(user: "data", password: "data") { token } }',
    });
    const { data } = (await answer.json()) as { data: { login: { token: string } } };
    const headers = { authorization: `Bearer ${data.login.token}` };
    const text = await (await fetch(`${gateway.url}/docs/schema.graphql`, { headers })).text();
    await expect(formatted(text)).toMatchFileSnapshot('../schema.graphql');
    await expect(generateTypes(buildSchema(text))).toMatchFileSnapshot('../client/generated/schema-types.ts');
  });
});

describe('decidePurchaseSuggestion', () => {
  const decide = `mutation ($input: DecidePurchaseSuggestionInput!) {
    decidePurchaseSuggestion(input: $input) { suggestionId state qty decidedBy } }`;

  async function propose(id: string): Promise<void> {
    const time = '2026-03-01T00:00:00.000Z';
    const body = {
      suggestion_id: id,
      sku: 'sku-1',
      node_id: 'node-1',
      qty: '40',
      due: '2026-04-01',
      reason: 'Cover ends before the supplier delivers.',
      state: 'proposed' as const,
      proposed_at: time,
    };
    await producer.publish([
      outgoing(purchaseSuggestion, { body, source: 'planning', time, version: Date.parse(time) }),
    ]);
    const client = await gateway.login('boss');
    const read = 'query ($id: ID!) { purchaseSuggestion(suggestionId: $id) { state } }';
    await expect
      .poll(() => client.query(read, { id }), { timeout: 60_000 })
      .toEqual({ purchaseSuggestion: { state: 'proposed' } });
  }

  it('goes through Kafka and can be read when it returns; a second decision is refused', async () => {
    await propose('ps-1');
    const boss = await gateway.login('boss');
    const input = { suggestionId: 'ps-1', decision: 'APPROVE', qty: '55' };
    expect(await boss.query(decide, { input })).toEqual({
      decidePurchaseSuggestion: { suggestionId: 'ps-1', state: 'edited', qty: '55', decidedBy: 'boss' },
    });
    const data = await gateway.login('data');
    expect(
      await data.query('{ purchaseSuggestions(filter: {state: {eq: "edited"}}) { totalCount } }'),
    ).toEqual({
      purchaseSuggestions: { totalCount: 1 },
    });
    await expect(boss.query(decide, { input })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('refuses what does not exist, quantities that make no sense, and screens', async () => {
    const boss = await gateway.login('boss');
    const asking = (input: Record<string, unknown>, client = boss) => client.query(decide, { input });
    await expect(asking({ suggestionId: 'none', decision: 'APPROVE' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await propose('ps-2');
    await expect(asking({ suggestionId: 'ps-2', decision: 'APPROVE', qty: '0' })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    await expect(asking({ suggestionId: 'ps-2', decision: 'REJECT', qty: '7' })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    const screen = gateway.client('wall-token');
    await expect(asking({ suggestionId: 'ps-2', decision: 'REJECT' }, screen)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await asking({ suggestionId: 'ps-2', decision: 'REJECT' })).toMatchObject({
      decidePurchaseSuggestion: { state: 'rejected', qty: '40' },
    });
  });
});

describe('quarantine', () => {
  it('shows what was refused with its reason, to the data team, page by page', async () => {
    const { topic } = purchaseSuggestion;
    await producer.send(
      topic,
      ['a', 'b', 'c'].map((key) => ({ key, value: `{"suggestion_id": "${key}"}`, headers: {} })),
    );
    const data = await gateway.login('data');
    const query = `query ($after: String) { quarantine(topic: "${topic}", first: 2, after: $after) {
      totalCount nodes { topic partition offset reason payload } pageInfo { hasNextPage endCursor } } }`;
    type Answer = {
      quarantine: {
        totalCount: number;
        nodes: { partition: number; offset: number; reason: string; payload: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    };
    await expect
      .poll(async () => (await data.query<Answer>(query)).quarantine.totalCount, { timeout: 60_000 })
      .toBe(3);
    const first = (await data.query<Answer>(query)).quarantine;
    const rest = (await data.query<Answer>(query, { after: first.pageInfo.endCursor })).quarantine;
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    const all = [...first.nodes, ...rest.nodes];
    expect(new Set(all.map(({ partition, offset }) => `${partition}/${offset}`)).size).toBe(3);
    expect(all.every(({ reason, payload }) => reason !== '' && payload.includes('suggestion_id'))).toBe(true);
    const boss = await gateway.login('boss');
    await expect(boss.query(query)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
