import { messageOf } from '#errors';
import type { TopicStatus } from '../schema/ports.ts';

type Figure = { name: string; type: 'counter' | 'gauge'; help: string; of(topic: TopicStatus): number };

const figures: readonly Figure[] = [
  { name: 'rows_total', type: 'counter', help: 'events stored', of: ({ rows }) => rows },
  {
    name: 'quarantined_total',
    type: 'counter',
    help: 'events refused',
    of: ({ quarantined }) => quarantined,
  },
  {
    name: 'drifted_total',
    type: 'counter',
    help: 'events with unknown fields',
    of: ({ drifted }) => drifted,
  },
  { name: 'lag_offsets', type: 'gauge', help: 'events waiting', of: ({ lagOffsets }) => lagOffsets },
  {
    name: 'lag_seconds',
    type: 'gauge',
    help: 'age of the youngest stored while some wait',
    of: ({ lagSeconds }) => lagSeconds ?? 0,
  },
];

/**
 * How ingestion stands, topic by topic, in Prometheus' text format. Where that cannot be found out, `entrepot_ingest_up`
 * is 0 and the rest is left out: a scrape never fails for it.
 */
export async function ingestMetrics(
  read: () => Promise<readonly TopicStatus[]>,
  onError: (message: string) => void,
): Promise<string> {
  try {
    const topics = (await read()).filter(
      ({ rows, quarantined, lagOffsets }) => rows + quarantined + lagOffsets > 0,
    );
    const lines = figures.flatMap(({ name, type, help, of }) => [
      `# HELP entrepot_ingest_${name} ${help}`,
      `# TYPE entrepot_ingest_${name} ${type}`,
      ...topics.map((topic) => `entrepot_ingest_${name}{topic="${topic.topic}"} ${of(topic)}`),
    ]);
    return `${[...up(1), ...lines].join('\n')}\n`;
  } catch (error) {
    onError(messageOf(error));
    return `${up(0).join('\n')}\n`;
  }
}

const up = (value: 0 | 1) => [
  '# HELP entrepot_ingest_up whether Kafka and the warehouse say how ingestion stands',
  '# TYPE entrepot_ingest_up gauge',
  `entrepot_ingest_up ${value}`,
];
