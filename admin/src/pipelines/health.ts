import type { Pipelines, TopicStatus } from '#client';

/** What is still on its way within a second or two is no delay. */
const [bearableOffsets, bearableSeconds] = [10_000, 30];

export function isBehind({ lagOffsets, lagSeconds }: TopicStatus): boolean {
  return lagOffsets > bearableOffsets || (lagOffsets > 0 && (lagSeconds ?? 0) > bearableSeconds);
}

/** The state of everything on its way, in five figures. */
export function healthOf({ topics, models }: Pick<Pipelines, 'topics' | 'models'>) {
  const sum = (figure: (topic: TopicStatus) => number) =>
    topics.reduce((total, topic) => total + figure(topic), 0);
  return {
    behind: topics.filter(isBehind).length,
    stored: sum(({ rows }) => rows),
    lag: topics.reduce((most, { lagOffsets }) => Math.max(most, lagOffsets), 0),
    quarantined: sum(({ quarantined }) => quarantined),
    drifted: sum(({ drifted }) => drifted),
    failing: models.filter(({ lastError }) => lastError !== null).length,
  };
}

/** Topics that have had events, in their order, before those that never had any. */
export function usedFirst(topics: readonly TopicStatus[]): TopicStatus[] {
  const isUsed = ({ rows, quarantined, lagOffsets }: TopicStatus) => rows + quarantined + lagOffsets > 0;
  return [...topics.filter(isUsed), ...topics.filter((topic) => !isUsed(topic))];
}
