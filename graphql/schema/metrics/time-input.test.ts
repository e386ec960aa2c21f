import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, GraphQLEnumType, GraphQLInputObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { checkMetricQuery } from '#models';
import { timeOf } from './time-input.ts';

const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../schema.graphql'), 'utf8'));

it('a time arrives as the metric layer takes it, nulls left out', () => {
  const time = timeOf({
    ...{ from: null, to: undefined, preset: null, grain: 'campaign_day', timeZone: 'marketplace' },
    campaign: { event: 'cyber_week', edition: null },
    calendar: { weekStart: null, fiscalStart: 4, retail: { pattern: '4-4-5', month: null } },
  });
  expect(time).toEqual({
    ...{ grain: 'campaign_day', timeZone: 'marketplace', campaign: { event: 'cyber_week' } },
    calendar: { fiscalStart: 4, retail: { pattern: '4-4-5' } },
  });
  expect(checkMetricQuery({ metrics: ['orders'], time }).time).toEqual(time);
  expect(timeOf({ preset: 'last_month', calendar: null, campaign: null })).toEqual({ preset: 'last_month' });
});

it('the schema offers every pattern of a retail calendar under a name that GraphQL allows', () => {
  const pattern = schema.getType('RetailPattern') as GraphQLEnumType;
  expect(pattern).toBeInstanceOf(GraphQLEnumType);
  expect(pattern.getValues().map(({ name }) => name)).toEqual(['WEEKS_4_4_5', 'WEEKS_4_5_4', 'WEEKS_5_4_4']);
  const time = schema.getType('TimeInput');
  expect(time).toBeInstanceOf(GraphQLInputObjectType);
  expect(Object.keys((time as GraphQLInputObjectType).getFields())).toEqual(
    expect.arrayContaining(['campaign', 'calendar', 'grain']),
  );
});
