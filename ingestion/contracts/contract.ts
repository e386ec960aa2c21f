import type { z } from 'zod';
import { EntrepotError } from '#errors';
import { type Column, lowerToColumns } from './lower/columns.ts';

export type ContractDefinition<Shape extends z.ZodObject> = {
  /** `<domain>.<entity>`; the Kafka topic is this name with the version appended. */
  name: string;
  /** Major version. A breaking change needs the next one. */
  version: number;
  /** What one event says, in a sentence. */
  description: string;
  /** The field that identifies the entity: Kafka key, `ce_entityid`, ordering of the table. */
  entity: string;
  shape: Shape;
};

/** A contract with everything that follows from it by name. */
export type Contract<Shape extends z.ZodObject = z.ZodObject> = ContractDefinition<Shape> & {
  /** Kafka topic, e.g. `trade.order.v1`. */
  topic: string;
  /** CloudEvents type; the same text as the topic. */
  type: string;
  /** Table of every delivery, e.g. `ods_trade_order`. */
  table: string;
  /** View with one row per entity as last known: the greatest (entity_version, offset), deletions left out. */
  latestView: string;
  /** One view per list, unfolding that list of the last known event: `{ lines: 'ods_trade_order_lines' }`. */
  listViews: Readonly<Record<string, string>>;
  /** Table of events that did not fulfil the contract. */
  quarantineTable: string;
  /** Columns of the body, in contract order. */
  columns: readonly Column[];
};

/** The body of an event of this contract, as TypeScript sees it. */
export type Body<C extends Contract> = z.infer<C['shape']>;

/** Declares an event contract. Refuses shapes that the warehouse cannot hold. */
export function contract<Shape extends z.ZodObject>(definition: ContractDefinition<Shape>): Contract<Shape> {
  const { name, version, entity, shape } = definition;
  const slug = `${name.replace('.', '_')}${version > 1 ? `_v${version}` : ''}`;
  const topic = `${name}.v${version}`;
  const columns = lowerToColumns(topic, shape);
  if (!columns.some((column) => column.name === entity && !column.nullable && column.list === undefined)) {
    throw new EntrepotError(
      'CONTRACT_INVALID',
      `${topic}: the entity field «${entity}» is not a required field.`,
      {
        asked: entity,
        available: columns.filter((column) => column.list === undefined).map((column) => column.name),
        fix: 'Name a required top-level field that identifies the entity.',
      },
    );
  }
  const lists = new Set(
    columns.flatMap((column) => (column.list && column.path.length > 1 ? [column.list] : [])),
  );
  return {
    ...definition,
    topic,
    type: topic,
    table: `ods_${slug}`,
    latestView: `ods_${slug}_latest`,
    listViews: Object.fromEntries([...lists].map((list) => [list, `ods_${slug}_${list}`])),
    quarantineTable: `ods_${slug}_quarantine`,
    columns,
  };
}
