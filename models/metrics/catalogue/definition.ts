import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { EntrepotError, messageOf } from '#errors';
import { lineOfIssue, linesOf } from './yaml-lines.ts';

const name = z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and underscores');

const metric = z.union([
  z.string().min(1),
  z.strictObject({
    expr: z.string().min(1).describe('Formula, such as sum(net_amount) or net_sales / orders.'),
    unit: z
      .enum(['money', 'percent', 'count', 'days', 'ratio', 'score'])
      .optional()
      .describe('How figures are written; it follows from the formula unless given.'),
    direction: z.enum(['higher', 'lower']).optional().describe('Which way is good news.'),
    owner: z.string().optional().describe('Who answers for it.'),
  }),
]);

const rollup = z.union([
  z.array(name).min(1),
  z.strictObject({
    by: z.array(name).min(1).describe('Columns that questions may group by and filter.'),
    every: z.enum(['hour', 'half_hour', 'quarter_hour']).optional().describe('Finest stretch of time kept.'),
    metrics: z.array(name).min(1).optional().describe('Metrics kept; all of the file unless given.'),
  }),
]);

export const metricFile = z.strictObject({
  model: name.describe('The model whose columns the formulas name.'),
  time: name.optional().describe('Its column of time; the «time» of the model unless given.'),
  rollups: z.record(name, rollup).optional().describe('Partial results kept by a few columns and the hour.'),
  metrics: z.record(name, metric).describe('A line for each metric: its name and its formula.'),
});

export type MetricDefinition = {
  name: string;
  file: string;
  /** The line of the file that it begins in. */
  line: number;
  model: string;
  time: string | undefined;
  expr: string;
  unit?: 'money' | 'percent' | 'count' | 'days' | 'ratio' | 'score' | undefined;
  direction?: 'higher' | 'lower' | undefined;
  owner?: string | undefined;
};

/** A metric file as written: a model, its time column where it is not the model's own, rollups and metrics by name. */
export function readMetricFile(path: string, text: string): z.infer<typeof metricFile> {
  const read = metricFile.safeParse(parseYaml(path, text));
  if (!read.success) {
    throw new EntrepotError(
      'METRIC_INVALID',
      `The metric file is not as expected: ${z.prettifyError(read.error)}`,
      {
        at: `${path}:${lineOfIssue(text, read.error)}`,
        available: [
          ...['model: <model>', 'time: <column>', 'metrics: {<name>: <formula>}'],
          'rollups: {<name>: [<columns>]}',
        ],
        fix: 'Write a model, and under metrics one line for each metric: its name and its formula.',
      },
    );
  }
  return read.data;
}

/** The metrics of one file. */
export function readDefinitions(path: string, text: string): MetricDefinition[] {
  const { model, time, metrics } = readMetricFile(path, text);
  const lines = linesOf(text);
  return Object.entries(metrics).map(([metricName, value]) => ({
    ...{ name: metricName, file: path, line: lines(['metrics', metricName]), model, time },
    ...(typeof value === 'string' ? { expr: value } : value),
  }));
}

/** YAML as plain data, with the place of a mistake. */
export function parseYaml(path: string, text: string): unknown {
  try {
    return parse(text) as unknown;
  } catch (cause) {
    throw new EntrepotError('METRIC_INVALID', `The file is not valid YAML: ${messageOf(cause)}`, {
      at: cause instanceof YAMLParseError ? `${path}:${cause.linePos?.[0].line ?? 1}` : path,
      fix: 'Quote texts that hold a colon or begin with a special sign.',
      cause,
    });
  }
}
