import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { type OutgoingEvent, validateEvent } from '../producer/index.ts';
import type { SinkStatus } from './sink.ts';
import { tellStalls } from './tell-stalls.ts';

type Partition = SinkStatus['partitions'][number];
const at = (partition: number, rest: Partial<Partition> = {}): Partition => ({
  ...{ topic: 'trade.order.v1', partition, state: 'running', next: 0, rows: 0, inserts: 0, waitingRows: 0 },
  ...rest,
});

it('opens an alert when nothing can be stored for a while, and closes it afterwards, once', async () => {
  let partitions: Partition[] = [at(0), at(1)];
  let clock = 1_772_400_000_000;
  let away = true;
  const sent: OutgoingEvent[] = [];
  const watch = tellStalls({
    ...{ status: () => ({ partitions }), log: pino({ level: 'silent' }), everyMs: 5, now: () => clock },
    producer: {
      publish: async (events) => {
        if (away) throw new Error('Kafka is away');
        for (const event of events) validateEvent(event);
        sent.push(...events);
      },
    },
  });
  const trouble = { since: clock, error: 'connection refused' };
  partitions = [at(0, { trouble }), at(1, { trouble: { ...trouble, since: clock + 5_000 } })];
  clock += 20_000;
  await sleep(40);
  away = false;
  await sleep(40);
  expect(sent).toEqual([]);
  clock += 20_000;
  await expect.poll(() => sent.length).toBe(1);
  await sleep(40);
  expect(sent).toHaveLength(1);
  expect(sent[0]!.body).toMatchObject({
    ...{ rule: 'ingest_stalled', state: 'open', severity: 'critical', opened_at: '2026-03-01T21:20:00.000Z' },
    subject: 'Nothing is stored of 2 partitions: connection refused',
  });

  partitions = [at(0, { sentAt: clock - 31_000 })];
  await sleep(40);
  expect(sent).toHaveLength(1);
  partitions = [at(0), at(1, { state: 'failed', error: 'it ends at 3' })];
  await expect.poll(() => sent.length).toBe(3);
  expect(sent.slice(1).map(({ body }) => [body.rule, body.state])).toEqual([
    ['ingest_stopped', 'open'],
    ['ingest_stalled', 'closed'],
  ]);
  expect(sent[2]!.body.alert_id).toBe(sent[0]!.body.alert_id);
  await watch.stop();
});
