import { z } from 'zod';
import { EntrepotError } from '#errors';
import type { MetricLabel } from './catalogue.ts';
import { parseYaml } from './definition.ts';
import { lineOfIssue } from './yaml-lines.ts';

export const labelFile = z.record(
  z.string(),
  z.union([z.string(), z.strictObject({ label: z.string(), description: z.string().default('') })]),
);

/** Labels by language, then by metric. */
export type Labels = ReadonlyMap<string, Readonly<Record<string, MetricLabel>>>;

/** Reads one language's labels: a metric's name, and its label with or without a description. */
export function readLabels(path: string, text: string): Record<string, MetricLabel> {
  const read = labelFile.safeParse(parseYaml(path, text) ?? {});
  if (!read.success) {
    throw new EntrepotError(
      'METRIC_INVALID',
      `The labels are not as expected: ${z.prettifyError(read.error)}`,
      {
        at: `${path}:${lineOfIssue(text, read.error)}`,
        fix: 'Write «<metric>: {label: …, description: …}».',
      },
    );
  }
  return Object.fromEntries(
    Object.entries(read.data).map(([name, value]) => [
      name,
      typeof value === 'string' ? { label: value, description: '' } : value,
    ]),
  );
}

/** A metric's label in the language, else in English, else its name in words. */
export function labelOf(
  metric: { name: string; labels: Readonly<Record<string, MetricLabel>> },
  language: string,
): MetricLabel {
  const words = metric.name.replaceAll('_', ' ');
  const [short] = language.split('-') as [string];
  return (
    metric.labels[language] ??
    metric.labels[short] ??
    metric.labels.en ?? { label: words.charAt(0).toUpperCase() + words.slice(1), description: '' }
  );
}
