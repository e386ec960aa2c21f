import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDeclaration } from './declared/load.ts';
import { bodiesOf, mapSample, payloadsDir, readSample } from './testing/samples.ts';

const zendesk = readDeclaration(
  readFileSync(join(import.meta.dirname, 'zendesk.yml'), 'utf8'),
  'zendesk.yml',
);
const map = (payload: unknown) => mapSample(zendesk, { value: Buffer.from(JSON.stringify(payload)) });
const ticket = {
  ...{
    id: 7,
    requester_id: 21,
    assignee_id: null,
    external_id: '1001',
    type: 'problem',
    priority: null,
    status: 'hold',
  },
  ...{ created_at: '2026-03-01T09:00:00Z', updated_at: '2026-03-01T09:30:00Z', subject: 'Where is it?' },
  satisfaction_rating: { score: 'bad' },
};

describe('zendesk', () => {
  it('maps tickets of the API, alone or in pages; what was said stays there', () => {
    const [event] = map({ ticket });
    expect(event).toMatchObject({ time: '2026-03-01T09:30:00.000Z', version: Date.parse(ticket.updated_at) });
    expect(event!.body).toMatchObject({
      ...{ ticket_id: 'zendesk:7', customer_key: 'zendesk:21', order_id: '1001', category: 'problem' },
      ...{ priority: 'normal', status: 'on_hold', raw_status: 'hold', csat: 1, auto: false },
    });
    expect(JSON.stringify(event)).not.toContain('Where');
    expect(map({ tickets: [ticket, ticket] })).toHaveLength(2);
    expect(map({ comments: [] })).toEqual([]);
  });

  it('takes a deleted ticket back, and keeps a status it does not know', () => {
    expect(map({ ticket: { ...ticket, status: 'deleted' } })[0]!.op).toBe('delete');
    expect(map({ ticket: { ...ticket, status: 'odd' } })[0]!.body).toMatchObject({
      status: 'unmapped',
      raw_status: 'odd',
    });
  });
});

describe.skipIf(payloadsDir === undefined)(
  'zendesk samples (skipped where ENTREPOT_SAMPLES has none)',
  () => {
    it('maps every row of a table of tickets, ids and times as they are there', () => {
      const value = readSample('fivetran-seeds/dbt_zendesk/ticket_data.csv');
      const tickets = bodiesOf(mapSample(zendesk, { value }), 'crm.ticket.v1');
      expect(tickets).toHaveLength(10);
      expect(tickets).toContainEqual(
        expect.objectContaining({
          ticket_id: 'zendesk:16988',
          status: 'solved',
          updated_at: '2021-01-13T18:42:39.000Z',
        }),
      );
    });
  },
);
