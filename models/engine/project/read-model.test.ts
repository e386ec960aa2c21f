import { describe, expect, it } from 'vitest';
import { explain } from '#errors';
import { readModel } from './read-model.ts';

const lines = (...text: string[]) => text.join('\n');

describe('readModel', () => {
  it('reads free text, header and SQL of the file format as documented', () => {
    const { model, problems } = readModel(
      'dwd_line',
      'models/dwd/dwd_line.sql',
      lines(
        '-- One row per order line as last known; money in transaction currency.',
        '-- kind: incremental by business_day',
        '-- per: order_id',
        '-- reads: dim_sku by sku,',
        '--   dim_fx_rate by rate_date = business_day, base = currency; dws_x -7..+0',
        '-- grain: order_id, line_id',
        '-- checks: unique(grain), not_null(sku, currency), relationship(sku, dim_sku.sku)',
        '-- warn: accepted(status, open, shipped)',
        '-- rows: has(viewer.profit_centers, profit_center)',
        'select 1;',
      ),
    );
    expect(problems).toEqual([]);
    expect(model).toMatchObject({
      ...{ kind: 'incremental', by: 'business_day', per: ['order_id'], sql: 'select 1', firstLine: 10 },
      description: 'One row per order line as last known; money in transaction currency.',
      rows: 'has(viewer.profit_centers, profit_center)',
      checks: [
        { kind: 'unique', columns: ['order_id', 'line_id'] },
        { kind: 'not_null', columns: ['sku', 'currency'] },
        { kind: 'relationship', columns: ['sku'], model: 'dim_sku', column: 'sku' },
      ],
      warn: [{ kind: 'accepted', columns: ['status'], values: ['open', 'shipped'] }],
    });
    expect([...model.reads]).toEqual([
      ['dim_sku', { mode: 'by', columns: ['sku'], upstreamColumns: ['sku'] }],
      [
        'dim_fx_rate',
        { mode: 'by', columns: ['business_day', 'currency'], upstreamColumns: ['rate_date', 'base'] },
      ],
      ['dws_x', { mode: 'window', from: -7, to: 0 }],
    ]);
  });

  it('is a view where nothing is said', () => {
    const { model, problems } = readModel('v', 'v.sql', 'select 1 as one');
    expect(problems).toEqual([]);
    expect(model.kind).toBe('view');
  });

  it('tells every mistake at once, each with its line and a remedy', () => {
    const { problems } = readModel(
      'm',
      'm.sql',
      lines(
        '-- kind: incremantal by day',
        '-- grian: id',
        '-- checks: unique(grain), uniq(id)',
        '-- reads: dim_sku weekly',
        '-- per:',
        'select 1',
      ),
    );
    const text = problems.map(explain);
    expect(text).toHaveLength(6);
    expect(text.join('\n')).toContain('m.sql:1: «incremantal by day» is not a kind of model.');
    expect(text.join('\n')).toContain('m.sql:2: There is no header key «grian».');
    expect(text.join('\n')).toContain('Did you mean «grain»?');
    expect(text.join('\n')).toContain('m.sql:3: «unique(grain)» is not a check.');
    expect(text.join('\n')).toContain('m.sql:3: «uniq(id)» is not a check.');
    expect(text.join('\n')).toContain('m.sql:4: «dim_sku weekly» does not say how a change travels.');
    expect(text.join('\n')).toContain('m.sql:5: The header key «per» has no value.');
  });

  it('refuses keys that mean nothing for a kind', () => {
    const { problems } = readModel(
      'm',
      'm.sql',
      '-- kind: view\n-- per: id\n-- checks: not_null(id)\nselect 1 as id',
    );
    expect(problems.map(({ message }) => message)).toEqual([
      '«per» is for incremental models.',
      'A view is not built, so nothing can be checked before it is served.',
    ]);
  });

  it('refuses a key given twice and text between keys', () => {
    const { problems } = readModel('m', 'm.sql', '-- kind: view\n-- kind: table\n-- and more\nselect 1');
    expect(problems.map(({ at }) => at)).toEqual(['m.sql:2', 'm.sql:3']);
  });
});
