import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { expect, inject, it } from 'vitest';
import { createProducer } from '../producer/index.ts';
import { createKafka } from './client.ts';
import { type Compression, compressions } from './codecs.ts';
import { peek } from './peek.ts';

const log = pino({ level: 'silent' });

it.each(Object.keys(compressions) as Compression[])(
  'a topic packed with %s is taken by the broker and read again',
  async (compression) => {
    const brokers = inject('engines').kafkaBrokers;
    const topic = `test.codec_${compression}_${randomUUID().slice(0, 8)}`;
    const producer = await createProducer({ brokers, clientId: 'codec-test', log, compression });
    try {
      await producer.ensureTopics([topic], { partitions: 1 });
      // More than one block of either framing, of what packs well and of what does not.
      const values = Array.from({ length: 300 }, (_, index) =>
        index % 2 === 0 ? `${index} ${randomUUID().repeat(10)}` : `${index} ${'ä茶🍵'.repeat(200)}`,
      );
      await producer.send(
        topic,
        values.map((value) => ({ key: 'k', value })),
      );
      const kafka = createKafka({ brokers, clientId: 'codec-test', log });
      const read = await peek(kafka, { topic, last: values.length });
      expect(read.length).toBe(values.length);
      expect(read.findIndex(({ value }, index) => value !== values[index])).toBe(-1);
    } finally {
      await producer.close();
    }
  },
);
