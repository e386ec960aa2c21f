import type { MetricAnswer } from '#models';
import { followModels } from '../../live/follow-models.ts';
import { knownCaller } from '../../security/caller.ts';
import type { Builder } from '../builder.ts';
import type { DirectionType } from '../shared-types.ts';
import { addMetricInputs, metricQueryOf } from './metric-query-input.ts';
import { addMetricResult } from './metric-result.ts';

/** Figures: once by a query, live by a subscription; the same question, the same answer. */
export function addMetrics(builder: Builder, direction: DirectionType): void {
  const input = addMetricInputs(builder, direction);
  const result = addMetricResult(builder);
  builder.queryField('metrics', (t) =>
    t.field({
      type: result,
      description: 'Figures by time and dimensions, as columns.',
      args: { input: t.arg({ type: input, required: true }) },
      resolve: (_root, asked, { caller, services, signal }) =>
        services.answerMetrics(metricQueryOf(asked.input), knownCaller(caller).viewer, signal),
    }),
  );
  builder.subscriptionField('metrics', (t) =>
    t.field({
      type: result,
      description: 'Fires at once, and again whenever the watermark of what it reads advances.',
      args: { input: t.arg({ type: input, required: true }) },
      subscribe: (_root, asked, context) => {
        const { viewer } = knownCaller(context.caller);
        const query = metricQueryOf(asked.input);
        return followModels(context, async () => {
          const answer = await context.services.answerMetrics(query, viewer, context.signal);
          return { value: answer, models: new Set(answer.freshness.models) };
        });
      },
      resolve: (answer: MetricAnswer) => answer,
    }),
  );
}
