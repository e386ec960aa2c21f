import { labelOf, type Metric } from '#models';
import { knownCaller } from '../../security/caller.ts';
import type { Builder } from '../builder.ts';

type LabelledMetric = { metric: Metric; label: string; description: string };

/** What can be asked of `metrics`, in words of a language. */
export function addMetricCatalog(builder: Builder): void {
  const better = builder.enumType('Better', {
    values: { HIGHER: { value: 'higher' }, LOWER: { value: 'lower' } } as const,
  });
  const type = builder.objectRef<LabelledMetric>('Metric').implement({
    fields: (t) => ({
      name: t.string({ resolve: ({ metric }) => metric.name }),
      label: t.exposeString('label'),
      description: t.exposeString('description'),
      unit: t.string({ nullable: true, resolve: ({ metric }) => metric.unit }),
      kind: t.string({
        description: 'How figures may be put together: additive, ratio, …',
        resolve: ({ metric }) => metric.kind,
      }),
      model: t.string({ resolve: ({ metric }) => metric.model }),
      dimensions: t.stringList({ resolve: ({ metric }) => [...metric.dimensions] }),
      better: t.field({
        type: better,
        nullable: true,
        description: 'Whether more of it is good news or bad; null where that depends.',
        resolve: ({ metric }) => metric.direction ?? null,
      }),
      owner: t.string({ nullable: true, resolve: ({ metric }) => metric.owner ?? null }),
      sql: t.string({
        description: 'The formula as it is defined, for tracing a figure.',
        resolve: ({ metric }) => metric.formula,
      }),
    }),
  });
  builder.queryField('metricCatalog', (t) =>
    t.field({
      type: [type],
      description:
        'What can be asked of `metrics`; labels in `language`, else in the request’s Accept-Language.',
      args: { language: t.arg.string() },
      resolve: (_root, asked, { caller, services, language }) => {
        knownCaller(caller);
        return [...services.catalogue().metrics.values()].map((metric) => ({
          metric,
          ...labelOf(metric, asked.language ?? language),
        }));
      },
    }),
  );
}
