import { expect, it } from 'vitest';
import type { AsyncApiDocument } from './async-api-document.ts';
import { eventPage } from './event-page.ts';

const document: AsyncApiDocument = {
  components: {
    messages: {
      'trade.order.v1': {
        summary: 'An <order>.',
        bindings: { kafka: { key: { description: "The event's order_id." } } },
        payload: {
          schema: {
            required: ['order_id', 'lines'],
            properties: {
              order_id: { type: 'string', minLength: 1, maxLength: 200, 'x-clickhouse-type': 'String' },
              status: {
                anyOf: [{ type: 'string', enum: ['paid', 'open'] }, { type: 'null' }],
                description: 'How far.',
              },
              lines: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['sku'],
                  properties: { sku: { type: 'string', pattern: '^[A-Z]<3>$' } },
                },
              },
            },
          },
        },
        examples: [{ payload: { order_id: '<1>' } }],
        'x-clickhouse-tables': { deliveries: 'ods_trade_order', lists: ['ods_trade_order_lines'] },
      },
    },
  },
};

/** The page's table rows as texts of their cells. */
function rowsOf(page: string): string[] {
  return [...page.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row]) =>
    row!.replaceAll('</td><td>', ' · ').replaceAll(/<[^>]+>/g, ''),
  );
}

it('tells every field, those inside objects and lists as well', () => {
  const page = eventPage(document, 'trade.order.v1', 'en')!;
  expect(rowsOf(page)).toEqual(
    expect.arrayContaining([
      'order_id · string String · yes · 1 … 200 · ',
      'status · string ·  · paid | open · How far.',
      'lines[].sku · string · yes · ^[A-Z]&#60;3&#62;$ · ',
      'deliveries · ods_trade_order',
    ]),
  );
  expect(page).toContain('An &#60;order&#62;.');
  expect(page).toContain('&#60;1&#62;');
});

it('knows what it does not have', () => {
  expect(eventPage(document, 'trade.orders.v1', 'en')).toBeUndefined();
  expect(eventPage(document, 'constructor', 'en')).toBeUndefined();
});
