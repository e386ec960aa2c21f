import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { createProducer } from '#ingestion';
import { kinds, readTask } from './task.ts';

/**
 * Sends so many events a second in slices of 50 ms, and says how many were sent so far. They are made before, so that
 * little of the processor's time is the load's own: from then on each comes again and again.
 */
const { brokers, kind, perSecond } = readTask();
process.on('disconnect', () => process.exit(0));
const { contract, record } = kinds[kind];
const log = pino({ level: 'warn' }, pino.destination(2));
const producer = await createProducer({ brokers, clientId: 'visible-load', log, compression: 'none' });
const ready = Array.from({ length: Math.max(20_000, perSecond) }, (_, index) => record(index));
const begun = performance.now();
for (let sent = 0; ; ) {
  const due = Math.floor(((performance.now() - begun) / 1_000) * perSecond);
  // What could not be sent in time is sent late, a second's worth at once at most.
  const count = Math.min(due - sent, perSecond);
  const from = sent;
  if (count > 0)
    await producer.send(
      contract.topic,
      Array.from({ length: count }, (_, at) => ready[(from + at) % ready.length]!),
    );
  sent += count;
  process.send?.(sent);
  await sleep(50);
}
