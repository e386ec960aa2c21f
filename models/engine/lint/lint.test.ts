import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProject } from '../project/load-project.ts';
import { readModel } from '../project/read-model.ts';
import { lint } from './lint.ts';
import { starLine } from './star-line.ts';

const good = `-- Order lines.
-- kind: table
-- grain: order_id, line_id
-- checks: unique(grain)
select order_id, line_id from ods_order_lines`;

const told = (text: string, file = 'models/dwd/dwd_trd_line_di.sql') => {
  const { model, problems } = readModel(file.split('/').at(-1)!.replace('.sql', ''), file, text);
  expect(problems).toEqual([]);
  return lint([model]).map(({ rule, at }) => `${rule} ${at.split(':').at(-1)}`);
};

describe('lint', () => {
  it('has nothing to say of a model that says what it is', () => {
    expect(told(good)).toEqual([]);
  });

  it.each([
    [good.replace('-- Order lines.\n', ''), ['description 1']],
    [
      good.replace('-- grain: order_id, line_id\n', '').replace('unique(grain)', 'not_null(order_id)'),
      ['grain 1'],
    ],
    [good.replace('-- checks: unique(grain)\n', ''), ['unique 3']],
    [good.replace('checks', 'warn'), []],
    [good.replace('select order_id, line_id', 'select\n  *'), ['star 6']],
    [
      good.replace(', line_id from', ',\n  l.*\nfrom').replace('ods_order_lines', 'ods_order_lines as l'),
      ['star 6'],
    ],
    ['select * from dwd_line', ['description 1']],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it.each([
    ['models/dwd/trd_line_di.sql', ['name 1']],
    ['models/dwd/dwd_trd_line.sql', ['name 1']],
    ['models/dws/dws_trd_line.sql', ['name 1']],
    ['models/dws/dws_trd_line_1h.sql', []],
    ['models/ads/line.sql', ['name 1']],
    ['features/anything.sql', []],
  ])('names: %s', (file, expected) => {
    expect(told(good, file)).toEqual(expected);
  });

  it('tells a product and an inner select from a star', () => {
    expect(starLine('select a * b, count(*), (select * from t) from (select * from u)')).toBeUndefined();
    expect(starLine("with x as (select * from t) select a, '* ' as b -- , *\nfrom x")).toBeUndefined();
    expect(starLine('select a,\n  * except (b) from t')).toBe(1);
  });

  it('has nothing to say of the models that are shipped', async () => {
    const root = join(import.meta.dirname, '../../..');
    const { project } = await readProject(join(root, 'models'), [join(root, 'forecasting/features')]);
    expect(lint(project.models.values())).toEqual([]);
  });
});
