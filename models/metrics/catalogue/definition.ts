import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { EntrepotError, messageOf } from '#errors';
import { linesOf } from './yaml-lines.ts';

const name = z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and underscores');

const metric = z.union([
  z.string().min(1),
  z.strictObject({
    expr: z.string().min(1),
    unit: z.enum(['money', 'percent', 'count', 'days', 'ratio', 'score']).optional(),
    direction: z.enum(['higher', 'lower']).optional(),
    owner: z.string().optional(),
  }),
]);

const rollup = z.union([
  z.array(name).min(1),
  z.strictObject({
    by: z.array(name).min(1),
    every: z.enum(['hour', 'half_hour', 'quarter_hour']).optional(),
    metrics: z.array(name).min(1).optional(),
  }),
]);

const file = z.strictObject({
  model: name,
  time: name.optional(),
  rollups: z.record(name, rollup).optional(),
  metrics: z.record(name, metric),
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
export function readMetricFile(path: string, text: string): z.infer<typeof file> {
  const read = file.safeParse(parseYaml(path, text));
  if (!read.success) {
    throw new EntrepotError(
      'METRIC_INVALID',
      `The metric file is not as expected: ${z.prettifyError(read.error)}`,
      {
        at: `${path}:${linesOf(text)(placeOf(read.error.issues[0]!))}`,
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

/** What an issue is about: the key itself where it must not be there. */
function placeOf(issue: z.core.$ZodIssue): PropertyKey[] {
  return issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path;
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
