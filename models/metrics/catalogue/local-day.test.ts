import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProject } from '../../engine/index.ts';
import { localDayOf } from './local-day.ts';

const { project } = await readProject(join(import.meta.dirname, '../..'));
const line = project.models.get('dwd_trd_order_line_di')!;
const changed = (from: string, to: string) => {
  expect(line.sql).toContain(from);
  return localDayOf({ ...line, sql: line.sql.replace(from, to) });
};

describe('localDayOf', () => {
  it.each([
    ['dwd_trd_order_line_di', 'business_day', 'placed_at'],
    ['dwd_trd_order_acc', 'placed_day', 'placed_at'],
    ['dwd_trd_refund_di', 'business_day', 'processed_at'],
  ])('knows the day of %s', (model, column, of) => {
    expect(localDayOf(project.models.get(model)!)).toEqual({ column, of });
  });

  it.each(['dwd_inv_stock_df', 'dwd_lgt_shipment_acc', 'dwd_mkt_ad_perf_di', 'dim_fx_rate'])(
    'says nothing of %s, whose days are others',
    (model) => {
      expect(localDayOf(project.models.get(model)!)).toBeUndefined();
    },
  );

  it('says nothing where another time, zone or marketplace could be meant', () => {
    expect(localDayOf({ ...line, time: 'changed_at' })).toBeUndefined();
    expect(changed("'%F'", "'%Y-%m-01'")).toBeUndefined();
    expect(changed('line.placed_at as placed_at', 'line.paid_at as placed_at')).toBeUndefined();
    expect(changed("if(marketplace.zone = ''", "if(shop.zone = ''")).toBeUndefined();
    expect(changed('line.marketplace as marketplace', 'shop.marketplace as marketplace')).toBeUndefined();
    expect(
      changed('left join dim_marketplace as marketplace', 'left join dim_shop as marketplace'),
    ).toBeUndefined();
  });
});
