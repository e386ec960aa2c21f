import type { Column, Formats, Metric, MetricResult } from '#client';
import type { ChartSpec } from '../charts/chart-spec.ts';
import { columnNamed, numbersOf, valuesOf } from './metric-answer.ts';
import { formatFigure } from './metric-value.ts';
import { timeLabels } from './time-label.ts';

/** More lines or bars than these cannot be told apart; the table beside has them all. */
const mostLines = 8;
const mostBars = 18;

export type ChartNames = {
  head(column: string): string;
  member(dimension: string, value: string | number | null): string;
};

/** The first metric of an answer as a chart: lines over time, else ranked bars; undefined for a single figure. */
export function chartOf(
  answer: MetricResult,
  names: ChartNames,
  formats: Formats,
  language: string,
): ChartSpec | undefined {
  const metric = answer.columns.find(({ kind }) => kind === 'METRIC');
  const time = answer.columns.find(({ kind }) => kind === 'TIME');
  const dimension = answer.columns.find(({ kind }) => kind === 'DIMENSION');
  if (!metric || answer.rowCount === 0 || (!time && !dimension)) return undefined;
  const scale = {
    format: (value: number) => formatFigure(metric, value, formats),
    formatShort: (value: number) => formatFigure(metric, value, formats, { compact: true }),
  };
  if (time && dimension) return { ...linesByMember(time, dimension, metric, names, language), ...scale };
  if (time) return { ...linesOfPeriods(answer, time, metric, names, language), ...scale };
  return { ...bars(answer, dimension!, metric, names), ...scale };
}

type Shape = Omit<ChartSpec, 'format' | 'formatShort'>;

function linesOfPeriods(
  answer: MetricResult,
  time: Column,
  metric: Column,
  names: ChartNames,
  language: string,
): Shape {
  const label = timeLabels(valuesOf(time), language);
  const previous = columnNamed(answer, `${metric.name}_previous`);
  return {
    kind: 'line',
    labels: valuesOf(time).map((value) => label(String(value))),
    series: [
      { name: names.head(metric.name), values: numbersOf(metric) },
      ...(previous
        ? [{ name: names.head(previous.name), values: numbersOf(previous), reference: true }]
        : []),
    ],
  };
}

function linesByMember(
  time: Column,
  dimension: Column,
  metric: Column,
  names: ChartNames,
  language: string,
): Shape {
  const times = [...new Set(valuesOf(time).map(String))].sort();
  const figures = numbersOf(metric);
  const members = new Map<string, Map<string, number | null>>();
  valuesOf(dimension).forEach((member, row) => {
    const line = members.get(String(member)) ?? new Map();
    members.set(String(member), line.set(String(valuesOf(time)[row]), figures[row] ?? null));
  });
  const weight = (line: Map<string, number | null>) =>
    [...line.values()].reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0);
  const label = timeLabels(times, language);
  return {
    kind: 'line',
    labels: times.map(label),
    series: [...members]
      .sort(([, a], [, b]) => weight(b) - weight(a))
      .slice(0, mostLines)
      .map(([member, line]) => ({
        name: names.member(dimension.name, member),
        values: times.map((at) => line.get(at) ?? null),
      })),
  };
}

function bars(answer: MetricResult, dimension: Column, metric: Column, names: ChartNames): Shape {
  const previous = columnNamed(answer, `${metric.name}_previous`);
  return {
    kind: 'bars',
    labels: valuesOf(dimension)
      .slice(0, mostBars)
      .map((value) => names.member(dimension.name, value)),
    series: [
      { name: names.head(metric.name), values: numbersOf(metric).slice(0, mostBars) },
      ...(previous
        ? [
            {
              name: names.head(previous.name),
              values: numbersOf(previous).slice(0, mostBars),
              reference: true,
            },
          ]
        : []),
    ],
  };
}

/** Dimensions that all of the metrics know. */
export function sharedDimensions(metrics: readonly Metric[]): string[] {
  const [first, ...rest] = metrics;
  return (first?.dimensions ?? []).filter((dimension) =>
    rest.every((metric) => metric.dimensions.includes(dimension)),
  );
}
