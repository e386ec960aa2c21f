import { expect, it } from 'vitest';
import { ingestMetrics } from './ingest-metrics.ts';

const topic = (name: string, rows: number) => ({
  ...{ topic: name, partitions: 1, lagOffsets: 0, lagSeconds: rows > 0 ? 1.5 : null },
  ...{ rows, quarantined: 0, drifted: 0, lastEventAt: null },
});

it('tells each topic that has events', async () => {
  const text = await ingestMetrics(
    async () => [topic('trade.order.v1', 40), topic('never.used.v1', 0)],
    () => undefined,
  );
  expect(text).toContain('entrepot_ingest_up 1\n');
  expect(text).toContain(
    '# TYPE entrepot_ingest_rows_total counter\nentrepot_ingest_rows_total{topic="trade.order.v1"} 40\n',
  );
  expect(text).toContain('entrepot_ingest_lag_seconds{topic="trade.order.v1"} 1.5');
  expect(text).not.toContain('never.used');
});

it('says that it does not know, instead of failing the scrape', async () => {
  const said: string[] = [];
  const text = await ingestMetrics(
    async () => Promise.reject(new Error('Kafka is gone')),
    (message) => said.push(message),
  );
  expect(text).toMatch(/entrepot_ingest_up 0\n$/);
  expect(said).toEqual(['Kafka is gone']);
});
