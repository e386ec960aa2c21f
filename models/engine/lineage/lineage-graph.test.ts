import { describe, expect, it } from 'vitest';
import type { AnalysedModel, AnalysedProject } from '../analyse/analysed.ts';
import type { ColumnSource, ModelLineage } from './column-lineage.ts';
import { type Consumer, idOf, lineageGraph, placesIn, trace } from './lineage-graph.ts';

const source = (text: string, how: ColumnSource['how'] = 'copied'): ColumnSource => {
  const [table, column] = text.split('.') as [string, string];
  return { table, column, how };
};

function model(
  name: string,
  columns: Record<string, ColumnSource[]>,
  rows: ColumnSource[] = [],
): AnalysedModel {
  const lineage: ModelLineage = { columns: new Map(Object.entries(columns)), rows };
  const described = Object.keys(columns).map((each) => ({ name: each, type: 'String', description: '' }));
  return { name, lineage, columns: described } as unknown as AnalysedModel;
}

const project: AnalysedProject = {
  models: new Map(
    [
      model('dim_sku', { sku: [source('ods_product.sku')], cost: [source('ods_cost.amount')] }),
      model(
        'dwd_line',
        {
          sku: [source('ods_line.sku')],
          net: [source('ods_line.price', 'computed')],
          cost: [source('dim_sku.cost')],
        },
        [source('ods_line.status')],
      ),
      model('dws_day', {
        margin: [source('dwd_line.net', 'aggregated'), source('dwd_line.cost', 'aggregated')],
        lines: [],
      }),
    ].map((each) => [each.name, each]),
  ),
};
const consumers: Consumer[] = [
  { kind: 'metric', name: 'margin', reads: [{ kind: 'model', name: 'dws_day', column: 'margin' }] },
  { kind: 'screen', name: 'overview', reads: [{ kind: 'metric', name: 'margin' }] },
];
const graph = lineageGraph(project, consumers);
const reached = (text: string, direction: 'up' | 'down') =>
  placesIn(trace(graph, graph.find(text), direction))
    .map(idOf)
    .sort();

describe('lineage', () => {
  it('goes up to the sources of one column, and of what decides on its rows', () => {
    expect(reached('dws_day.margin', 'up')).toEqual(
      [
        ...['model:dim_sku.cost', 'model:dwd_line.cost', 'model:dwd_line.net'],
        ...['source:ods_cost.amount', 'source:ods_line.price', 'source:ods_line.status'],
      ].sort(),
    );
    expect(reached('overview', 'up')).toContain('source:ods_cost.amount');
  });

  it('goes down to all that a change would reach', () => {
    expect(reached('ods_cost.amount', 'down')).toEqual(
      [
        'metric:margin',
        'model:dim_sku.cost',
        'model:dwd_line.cost',
        'model:dws_day.margin',
        'screen:overview',
      ].sort(),
    );
    expect(reached('dim_sku.sku', 'down')).toEqual([]);
    expect(reached('ods_line.status', 'down')).toContain('screen:overview');
  });

  it('refuses what is not there, with what is near', () => {
    expect(() => graph.find('dws_dya')).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND', available: expect.arrayContaining(['dws_day']) }),
    );
    expect(() => graph.find('dws_day.margn')).toThrow(
      expect.objectContaining({ available: expect.arrayContaining(['margin']) }),
    );
    expect(graph.find('metric:margin')).toEqual({ kind: 'metric', name: 'margin' });
  });
});
