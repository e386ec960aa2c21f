import type { Consumer } from '../../engine/index.ts';
import { argumentColumns, conditionColumns } from '../expression/walk.ts';
import type { Catalogue, Measure } from './catalogue.ts';

/** What the metrics of a catalogue read: the columns of their aggregates, conditions, times and currencies. */
export function metricConsumers({ metrics }: Catalogue): Consumer[] {
  return [...metrics.values()].map(({ name, measures }) => ({
    ...{ kind: 'metric', name },
    reads: measures.flatMap((measure) => [
      ...columnsOf(measure).map((column) => ({ kind: 'model' as const, name: measure.model.name, column })),
      ...followed(measure),
    ]),
  }));
}

/** The columns of the model in which a conversion looks for what follows. */
function followed({ aggregate, conversion }: Measure): Consumer['reads'] {
  if (!conversion) return [];
  const columns = [
    ...argumentColumns(aggregate),
    ...conditionColumns(aggregate.conversion?.where),
    conversion.time,
  ];
  return [...new Set(columns)].map((column) => ({ kind: 'model', name: conversion.model.name, column }));
}

function columnsOf({ aggregate, time, currency }: Measure): string[] {
  const named = [...argumentColumns(aggregate), ...conditionColumns(aggregate.where)];
  return [...new Set([...named, ...(time ? [time.column] : []), ...(currency ? [currency] : [])])];
}
