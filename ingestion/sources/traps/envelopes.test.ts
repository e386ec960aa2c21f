import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { declaredSources, first, mapDeclared } from '../testing/declared.ts';
import { bodiesOf } from '../testing/samples.ts';

describe('Zendesk', () => {
  const ticket = {
    ...{
      id: '35436',
      requester_id: '21',
      assignee_id: null,
      external_id: null,
      type: null,
      priority: 'HIGH',
    },
    ...{ status: 'OPEN', created_at: '2026-03-01T09:00:00Z', updated_at: '2026-03-01T09:30:00Z' },
  };
  const told = (type: string, detail: object = ticket) => ({
    ...{ type: `zen:event-type:${type}`, subject: 'zen:ticket:35436', id: '01HN', account_id: 88 },
    ...{ zendesk_event_version: '2022-11-06', time: '2026-03-01T09:30:01Z', detail, event: { meta: {} } },
  });

  it('a ticket told by webhook, changed and deleted', () => {
    const [event] = mapDeclared('zendesk', told('ticket.status_changed'));
    expect(event!.body).toMatchObject({
      ...{ ticket_id: 'zendesk:35436', customer_key: 'zendesk:21', status: 'open', raw_status: 'OPEN' },
      ...{ priority: 'high', category: 'unspecified' },
    });
    expect(mapDeclared('zendesk', told('ticket.soft_deleted'))[0]!.op).toBe('delete');
    const user = { ...told('user.created', { id: '1' }), subject: 'zen:user:1' };
    expect(mapDeclared('zendesk', user)).toEqual([]);
  });

  it('what a search finds, and a page without tickets', () => {
    const results = [
      { ...ticket, result_type: 'ticket' },
      { id: 1, result_type: 'user' },
    ];
    expect(mapDeclared('zendesk', { results, count: 2 })).toHaveLength(1);
    expect(mapDeclared('zendesk', { tickets: [], end_of_stream: true })).toEqual([]);
  });

  it('is signed over time and body', () => {
    const body = Buffer.from(JSON.stringify(told('ticket.created')));
    const time = '2026-03-01T09:30:02Z';
    const signature = createHmac('sha256', 'hush').update(time).update(body).digest('base64');
    const headers = {
      'x-zendesk-webhook-signature': signature,
      'x-zendesk-webhook-signature-timestamp': time,
    };
    const { webhook } = declaredSources.get('zendesk')!;
    const request = { source: 'zendesk', headers, body };
    expect(webhook!.verify(request, 'hush')).toBe(true);
    expect(webhook!.verify(request, 'else')).toBe(false);
    expect(webhook!.describe(request)).toMatchObject({ account: '88', id: '01HN' });
  });
});

it('Tiendanube: every event of a transaction, a refund among them', () => {
  const event = (id: string, type: string, value: string, status = 'success') => ({
    ...{ id, transaction_id: 'T1', type, status, amount: { value, currency: 'ARS' } },
    happened_at: '2026-03-01T12:30:15.000Z',
  });
  const transaction = {
    ...{ id: 'T1', order_id: 55, payment_provider_id: 'pay', payment_method: { type: 'credit_card' } },
    ...{ status: 'success', happened_at: null },
    events: [
      event('E1', 'sale', '100.00'),
      event('E2', 'refund', '30.00'),
      event('E3', 'refund', '5.00', 'failure'),
    ],
  };
  const events = mapDeclared('tiendanube', transaction);
  const payments = bodiesOf([...events], 'pay.payment.v1');
  expect(payments.map(({ payment_id, kind, status }) => [payment_id, kind, status])).toEqual([
    ['tiendanube_test:T1:E1', 'sale', 'succeeded'],
    ['tiendanube_test:T1:E2', 'refund', 'succeeded'],
    ['tiendanube_test:T1:E3', 'refund', 'failed'],
  ]);
  expect(bodiesOf([...events], 'trade.refund.v1')).toMatchObject([
    { refund_id: 'tiendanube_test:T1:E2', order_id: 'tiendanube_test:55', amount: { amount: '30.00' } },
  ]);
});

describe('Apideck', () => {
  const employee = (id: string, employment_start_date: string | null) => ({
    ...{ id, employment_start_date, employment_status: 'active', department: 'Supply', title: 'Buyer' },
    ...{ jobs: null, manager: null, deleted: null, updated_at: '2026-03-01T09:00:00.000Z' },
  });
  const answer = (data: object) => ({ status_code: 200, status: 'OK', resource: 'employees', data });

  it('one employee, and a page of which the first has no day of hire', () => {
    expect(first(mapDeclared('apideck', answer(employee('1', '2020-02-01'))), 'hr.employee')).toMatchObject({
      ...{ employee_id: 'apideck:1', hire_date: '2020-02-01', position: 'Buyer' },
    });
    const events = mapDeclared('apideck', answer([employee('1', null), employee('2', '2020-02-01')]));
    expect(first(events, 'hr.employee').employee_id).toBe('apideck:2');
    expect(first(events, 'ops.raw_quarantine').reason).toMatch(/no day of hire/);
    expect(mapDeclared('apideck', answer([]))).toEqual([]);
  });
});

it('Workday: a report as a service', () => {
  const worker = {
    ...{ Employee_ID: '21', Hire_Date: '2020-02-01-08:00', Business_Title: 'Buyer', FTE_Percent: '80' },
    ...{ Supervisory_Organization: 'Supply', Manager_ID: '7' },
  };
  const { Hire_Date: _hired, ...undated } = worker;
  const events = mapDeclared('workday', { Report_Entry: [worker, { ...undated, Employee_ID: '22' }] });
  expect(first(events, 'hr.employee')).toMatchObject({
    ...{
      employee_id: 'workday:21',
      hire_date: '2020-02-01',
      manager: 'workday:7',
      fte: '0.8',
      org: 'Supply',
    },
  });
  expect(first(events, 'ops.raw_quarantine').reason).toMatch(/no day of hire/);
});

describe('advertising', () => {
  it('Google Ads: rows without a day are set aside; an answer without rows is none', () => {
    const row = (date: string | undefined) => ({
      customer: { resourceName: 'customers/1', currencyCode: 'EUR' },
      campaign: { resourceName: 'customers/1/campaigns/2', id: '2', status: 'ENABLED' },
      ...{ metrics: { clicks: '3', costMicros: '1500000' }, segments: { date } },
    });
    const events = mapDeclared('google_ads', { results: [row('2026-03-01'), row(undefined)] });
    expect(bodiesOf([...events], 'mkt.ad_performance.v1')).toHaveLength(1);
    expect(() => mapDeclared('google_ads', { results: [row(undefined)] })).toThrow(/select segments.date/);
    expect(mapDeclared('google_ads', { fieldMask: 'campaign.id', requestId: 'x' })).toEqual([]);
  });

  it('Amazon Ads: a campaign by placement is several rows; what was bought is told by the click', () => {
    const row = (placementClassification: string) => ({
      ...{
        campaignId: '2',
        date: '2026-03-01',
        impressions: 9,
        clicks: 1,
        cost: 0.5,
        placementClassification,
      },
      ...{ purchases14d: 0, sales14d: 0, unitsSoldClicks14d: 0 },
    });
    const keys = mapDeclared('amazon_ads', [row('Top of Search on-Amazon'), row('Other on-Amazon')]).map(
      ({ body }) => body.row_key,
    );
    expect(new Set(keys).size).toBe(2);
    const { cost: spend, ...free } = row('');
    expect(first(mapDeclared('amazon_ads', [{ ...free, spend }]), 'mkt.ad_performance').spend).toMatchObject({
      amount: '0.5',
    });
    expect(() => mapDeclared('amazon_ads', [free])).toThrow(/what it cost/);
    const bought = { campaignId: '2', date: '2026-03-01', purchasedAsin: 'B01', sales14d: 5 };
    expect(mapDeclared('amazon_ads', [bought])).toEqual([]);
  });
});

it('EPCIS: an event that is declared an error is taken back', () => {
  const event = {
    ...{ type: 'ObjectEvent', eventID: 'urn:uuid:1', eventTime: '2026-03-01T10:00:00Z', action: 'OBSERVE' },
    ...{ bizStep: 'shipping', epcList: ['urn:epc:id:sgtin:4012345.011111.1'] },
  };
  const wrong = { ...event, errorDeclaration: { declarationTime: '2026-03-02T10:00:00Z' } };
  const [told, taken] = mapDeclared('epcis', { epcisBody: { eventList: [event, wrong] } });
  expect([told!.op ?? 'upsert', taken!.op]).toEqual(['upsert', 'delete']);
  expect(taken!.body.movement_id).toBe(told!.body.movement_id);
  expect(Number(taken!.version)).toBeGreaterThan(Number(told!.version));
});
