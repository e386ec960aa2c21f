import type { MetricAnswer, MetricColumn } from '#models';
import type { Builder } from '../builder.ts';
import { wordsEnum } from './metric-query-input.ts';

const columnKinds = ['time', 'dimension', 'metric', 'cumulative', 'comparison', 'change'] as const;
const columnTypes = ['string', 'time', 'int', 'float', 'decimal'] as const;

/** The type of a metric answer: columns, how fresh they are and what they cost. */
export function addMetricResult(builder: Builder) {
  const column = addColumn(builder);
  return builder.objectRef<MetricAnswer>('MetricResult').implement({
    fields: (t) => ({
      columns: t.field({ type: [column], resolve: ({ columns }) => columns }),
      rowCount: t.exposeInt('rowCount'),
      truncated: t.exposeBoolean('truncated', { description: 'There were more rows than `limit`.' }),
      totals: t.field({
        type: [addTotal(builder)],
        description: 'Per metric, over all rows, also those beyond the limit; empty where not asked for.',
        resolve: ({ totals = {} }) => Object.entries(totals).map(([name, value]) => ({ name, value })),
      }),
      subtotals: t.field({
        type: [addSubtotal(builder, column)],
        description: 'In the order asked for; computed anew, not summed.',
        resolve: ({ subtotals = [] }) => subtotals,
      }),
      freshness: t.field({ type: addFreshness(builder), resolve: ({ freshness }) => freshness }),
      cost: t.field({ type: addCost(builder), resolve: ({ cost }) => cost }),
    }),
  });
}

function addColumn(builder: Builder) {
  const values = (column: MetricColumn, ...types: MetricColumn['type'][]) =>
    types.includes(column.type) ? column.values : null;
  return builder.objectRef<MetricColumn>('Column').implement({
    description: 'One column; its values stand in the leaf of its type, the other leaves are null.',
    fields: (t) => ({
      name: t.exposeString('name'),
      kind: t.field({ type: wordsEnum(builder, 'ColumnKind', columnKinds), resolve: ({ kind }) => kind }),
      type: t.field({ type: wordsEnum(builder, 'ColumnType', columnTypes), resolve: ({ type }) => type }),
      unit: t.string({ nullable: true, resolve: ({ unit }) => unit ?? null }),
      currency: t.string({ nullable: true, resolve: ({ currency }) => currency ?? null }),
      strings: t.field({
        type: 'StringColumn',
        nullable: true,
        description: 'Texts, and times as ISO 8601.',
        resolve: (column) => values(column, 'string', 'time'),
      }),
      numbers: t.field({
        type: 'NumberColumn',
        nullable: true,
        resolve: (column) => values(column, 'int', 'float'),
      }),
      decimals: t.field({
        type: 'DecimalColumn',
        nullable: true,
        resolve: (column) => values(column, 'decimal'),
      }),
    }),
  });
}

function addSubtotal(builder: Builder, column: ReturnType<typeof addColumn>) {
  return builder.objectRef<NonNullable<MetricAnswer['subtotals']>[number]>('Subtotal').implement({
    fields: (t) => ({
      by: t.stringList({ resolve: ({ by }) => [...by] }),
      columns: t.field({ type: [column], resolve: ({ columns }) => columns }),
      rowCount: t.exposeInt('rowCount'),
      truncated: t.exposeBoolean('truncated'),
    }),
  });
}

function addTotal(builder: Builder) {
  return builder.objectRef<{ name: string; value: string | number | null }>('Total').implement({
    fields: (t) => ({
      name: t.exposeString('name'),
      value: t.field({
        type: 'Decimal',
        nullable: true,
        resolve: ({ value }) => (value === null ? null : String(value)),
      }),
    }),
  });
}

function addFreshness(builder: Builder) {
  return builder.objectRef<MetricAnswer['freshness']>('Freshness').implement({
    fields: (t) => ({
      watermark: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'Event time up to which every model read has been built.',
        resolve: ({ watermark }) => watermark,
      }),
      ageSeconds: t.float({ nullable: true, resolve: ({ ageSeconds }) => ageSeconds }),
      models: t.exposeStringList('models'),
    }),
  });
}

function addCost(builder: Builder) {
  return builder.objectRef<MetricAnswer['cost']>('Cost').implement({
    fields: (t) => ({
      rowsRead: t.field({ type: 'Long', resolve: ({ rowsRead }) => rowsRead }),
      bytesRead: t.field({ type: 'Long', resolve: ({ bytesRead }) => bytesRead }),
      elapsedMs: t.exposeFloat('elapsedMs'),
      queryId: t.exposeString('queryId'),
    }),
  });
}
