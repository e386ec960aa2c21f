import type { Variables } from '#client';
import type { PanelDefinition, ScreenDefinition } from '../screen/definition.ts';

/**
 * The question a panel asks. The window stays a preset: the gateway resolves «today» in the screen's zone at each
 * answer, so a screen that is never reloaded still turns over at midnight.
 */
export function metricInput(
  panel: Pick<PanelDefinition, 'metrics' | 'dimensions' | 'time' | 'compare' | 'where' | 'orderBy' | 'limit'>,
  screen: Pick<ScreenDefinition, 'currency' | 'timeZone'>,
): Variables {
  return {
    metrics: panel.metrics,
    ...(panel.dimensions.length > 0 ? { dimensions: panel.dimensions } : {}),
    time: { ...panel.time, timeZone: screen.timeZone },
    ...(panel.where ? { where: panel.where } : {}),
    ...(panel.compare ? { compare: panel.compare } : {}),
    currency: { mode: 'REPORTING', code: screen.currency },
    ...(panel.orderBy.length > 0 ? { orderBy: panel.orderBy } : {}),
    ...(panel.limit === undefined ? {} : { limit: panel.limit }),
  };
}
