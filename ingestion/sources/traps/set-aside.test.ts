import { describe, expect, it } from 'vitest';
import { first, mapDeclared } from '../testing/declared.ts';
import { bodiesOf } from '../testing/samples.ts';

describe('BambooHR', () => {
  const person = {
    ...{ id: '1', firstName: 'Ada', lastName: 'L', jobTitle: 'Buyer', department: 'Supply' },
    ...{ hireDate: '2020-02-01', terminationDate: '0000-00-00', status: 'Active' },
    lastChanged: '2026-02-01T10:00:00+00:00',
  };
  const mapped = { employee_id: 'bamboohr:1', org: 'Supply', position: 'Buyer', hire_date: '2020-02-01' };

  it('one employee, and a report of which one has no day of hire yet', () => {
    const one = first(mapDeclared('bamboohr', person), 'hr.employee');
    expect(one).toMatchObject(mapped);
    expect(one).not.toHaveProperty('end_date');
    const employees = [person, { ...person, id: '2', hireDate: '0000-00-00' }];
    const events = mapDeclared('bamboohr', { title: 'R', fields: [{ id: 'hireDate' }], employees });
    expect(bodiesOf([...events], 'hr.employee.v1')).toHaveLength(1);
    expect(first(events, 'ops.raw_quarantine')).toMatchObject({
      ...{ record_id: 'raw.x/0/0', raw_topic: 'raw.x', object: 'report' },
      reason: expect.stringMatching(/no day of hire.*A record was set aside/),
    });
    expect(() => mapDeclared('bamboohr', { ...person, hireDate: null })).toThrow(/hire_date/);
  });

  it('the directory and the list of who changed say no more than that; who is gone is gone', () => {
    const { hireDate: _hired, ...listed } = { ...person, displayName: 'Ada L' };
    expect(mapDeclared('bamboohr', { fields: [{ id: 'displayName' }], employees: [listed] })).toEqual([]);
    const updated = { id: '1', action: 'Updated', lastChanged: '2026-02-01T10:00:00+00:00' };
    const latest = updated.lastChanged;
    expect(mapDeclared('bamboohr', { latest, employees: { 1: updated } })).toEqual([]);
    const gone = { ...updated, id: '2', action: 'Deleted' };
    const data = { companyId: '9', employeeId: '2' };
    const told = [
      { latest, employees: { 1: updated, 2: gone } },
      { type: 'employee.deleted', timestamp: latest, data },
      { employees: [{ id: '2', action: 'Deleted', timestamp: latest }] },
    ];
    for (const payload of told) {
      const events = mapDeclared('bamboohr', payload);
      expect(events.map(({ op, body, time }) => [op, body.employee_id, time])).toEqual([
        ['delete', 'bamboohr:2', '2026-02-01T10:00:00.000Z'],
      ]);
    }
    expect(mapDeclared('bamboohr', { ...told[1], type: 'employee.updated' })).toEqual([]);
  });
});

describe('Google Analytics', () => {
  const row = (date: string, sessions: string) => ({
    dimensionValues: [{ value: date }, { value: 'TEA' }],
    metricValues: [{ value: sessions }],
  });
  const report = {
    dimensionHeaders: [{ name: 'date' }, { name: 'itemId' }],
    metricHeaders: [{ name: 'sessions', type: 'TYPE_INTEGER' }],
    rows: [row('20260301', '7'), row('(other)', '3'), row('20260302', '5')],
    ...{ rowCount: 3, metadata: { currencyCode: 'EUR' }, kind: 'analyticsData#runReport' },
  };

  it('keeps the rows beside one that has no date', () => {
    const events = mapDeclared('ga4', report);
    const rows = bodiesOf([...events], 'trf.traffic.v1');
    expect(rows.map(({ date, sessions }) => [date, sessions])).toEqual([
      ['2026-03-01', 7],
      ['2026-03-02', 5],
    ]);
    const [aside, ...more] = bodiesOf([...events], 'ops.raw_quarantine.v1');
    expect(more).toEqual([]);
    expect(aside!.reason).toMatch(/date of a row is «\(other\)».*A record was set aside/);
    // What is kept can be sent again, and becomes the same.
    expect(mapDeclared('ga4', String(aside!.payload)).map(({ body }) => body)).toEqual(
      events.map(({ body }) => body),
    );
  });

  it('a report without rows is none', () => {
    const { rows: _rows, ...empty } = { ...report, rowCount: 0 };
    expect(mapDeclared('ga4', empty)).toEqual([]);
    expect(() => mapDeclared('ga4', { ...empty, rowCount: 5 })).toThrow(/none of the objects/);
  });
});
