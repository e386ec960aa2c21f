import { exampleBody } from '../../tables/example.ts';
import type { Contract } from '../contract.ts';
import { type PublishedSchema, releaseOf } from './schema.ts';

const instantPattern = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z$';

/** The envelope as Kafka headers: CloudEvents 1.0, binary mode. */
const headers = {
  type: 'object',
  required: ['ce_specversion', 'ce_id', 'ce_type', 'ce_source'],
  properties: {
    'content-type': { type: 'string', const: 'application/json' },
    ce_specversion: { type: 'string', const: '1.0' },
    ce_id: { type: 'string', description: 'uuid v5 of source, type, entity, version and op.' },
    ce_type: { type: 'string', description: 'The topic.' },
    ce_source: { type: 'string', description: 'System that reports the event.' },
    ce_time: {
      type: 'string',
      pattern: instantPattern,
      description: 'When it happened; else the record time.',
    },
    ce_entityid: { type: 'string', description: 'The entity; else the record key.' },
    ce_entityversion: {
      type: 'string',
      pattern: '^\\d{1,20}$',
      description: 'Orders the versions of an entity: source update time in ms, or a sequence.',
    },
    ce_op: { type: 'string', enum: ['upsert', 'delete'] },
    ce_channel: { type: 'string', description: 'Code of dim_channel.' },
    ce_shop: { type: 'string', description: 'Id of dim_shop.' },
    ce_rawref: { type: 'string', description: 'Topic/partition/offset of the raw payload.' },
  },
};

/**
 * The AsyncAPI 3.0 document of the contracts: one channel and message a topic, the envelope as header schema, the
 * entity as Kafka key. `lowersTo` becomes `x-clickhouse-type`; `x-clickhouse-tables` says where the events lie.
 *
 * @example JSON.stringify(asyncApi(contracts, '1.2.0'))
 */
export function asyncApi(contracts: readonly Contract[], version = '1.0.0'): PublishedSchema {
  const topics = contracts.map((contract) => contract.topic);
  const described = new Map(contracts.map(({ topic, description }) => [topic, description]));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Entrepôt events',
      version,
      description:
        'The events Entrepôt takes from Kafka. Delivery is at least once; versions order repetitions.',
    },
    defaultContentType: 'application/json',
    channels: keyed(topics, (topic) => ({
      address: topic,
      description: described.get(topic),
      messages: { event: { $ref: `#/components/messages/${topic}` } },
      bindings: { kafka: { topic } },
    })),
    operations: keyed(topics, (topic) => ({
      action: 'receive',
      channel: { $ref: `#/channels/${topic}` },
      messages: [{ $ref: `#/channels/${topic}/messages/event` }],
    })),
    components: {
      schemas: { envelope: headers },
      messages: Object.fromEntries(contracts.map((contract) => [contract.topic, messageOf(contract)])),
    },
  };
}

function messageOf(contract: Contract): PublishedSchema {
  const { schema, entity, topic } = releaseOf(contract);
  const { table, latestView, listViews, quarantineTable } = contract;
  return {
    name: topic,
    title: topic,
    summary: contract.description,
    contentType: 'application/json',
    headers: { $ref: '#/components/schemas/envelope' },
    payload: { schemaFormat: 'application/schema+json;version=draft-07', schema: withTypes(schema) },
    bindings: { kafka: { key: { type: 'string', description: `The event's ${entity}.` } } },
    examples: [{ name: 'complete', payload: exampleBody(contract) }],
    'x-clickhouse-tables': {
      deliveries: table,
      latest: latestView,
      lists: Object.values(listViews),
      quarantine: quarantineTable,
    },
  };
}

function keyed<T>(names: readonly string[], value: (name: string) => T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, value(name)]));
}

/** Own keywords of a published schema start with `x-`. */
function withTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTypes);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]) => [
    key === 'lowersTo' ? 'x-clickhouse-type' : key,
    withTypes(inner),
  ]);
  return Object.fromEntries(entries);
}
