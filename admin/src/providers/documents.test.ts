import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { liveMetricsDocument, metricsDocument } from '../metrics/metric-answer.ts';
import { pipelinesDocument } from '../pipelines/pipelines-document.ts';
import { decideDocument } from './data-provider.ts';
import { documentsOf, gatewayResources } from './resource.ts';

const text = readFileSync(new URL('../../../graphql/schema.graphql', import.meta.url), 'utf8');
const schema = buildSchema(text);

const documents: [string, string][] = [
  ...Object.entries(gatewayResources).flatMap(([name, resource]): [string, string][] => {
    const { list, one } = documentsOf(resource);
    return [
      [`the list of ${name}`, list],
      [`one of ${name}`, one],
    ];
  }),
  ['metrics', metricsDocument],
  ['live metrics', liveMetricsDocument],
  ['pipelines', pipelinesDocument],
  ['a decision', decideDocument],
];

describe('what the console asks', () => {
  it.each(documents)('for %s is what the gateway offers', (_, document) => {
    expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([]);
  });
});
