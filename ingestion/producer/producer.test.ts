import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inBatches } from './producer.ts';

const messages = (topic: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ key: `${topic}${index}`, value: '{}' }));

it('cuts requests to size and keeps every record, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 5 }), fc.integer({ min: 1, max: 17 }), (counts, size) => {
      const topics = counts.map((count, index) => ({
        topic: `t${index}`,
        messages: messages(`t${index}`, count),
      }));
      const batches = [...inBatches(topics, size)];
      const sizes = batches.map((batch) => batch.reduce((sum, each) => sum + each.messages.length, 0));
      expect(sizes.every((count, index) => (index < sizes.length - 1 ? count === size : count <= size))).toBe(
        true,
      );
      for (const { topic, messages: given } of topics) {
        const sent = batches.flat().filter((each) => each.topic === topic);
        expect(sent.flatMap((each) => each.messages)).toEqual(given);
      }
    }),
  );
});

it('cuts requests to bytes, and lets one record that is larger go alone', () => {
  const value = (length: number) => ({ key: 'k', value: 'x'.repeat(length) });
  const batches = [...inBatches([{ topic: 't', messages: [40, 40, 40, 200, 10].map(value) }], 100, 100)];
  expect(batches.map((batch) => batch[0]!.messages.map((each) => each.value!.length))).toEqual([
    [40, 40],
    [40],
    [200],
    [10],
  ]);
});
