import type { WrongModel } from './wrong-model.ts';

/** Headers that are wrong in one way each. */
export const wrongHeaders: readonly WrongModel[] = [
  {
    file: 'dws/kind_unknown.sql',
    text: `-- kind: incrementl by day
select sku from dim_sku`,
    line: 1,
    told: /«incrementl by day» is not a kind of model/s,
    fix: /Did you mean «incremental»/,
  },
  {
    file: 'dws/kind_without_day.sql',
    text: `-- kind: incremental
select day from dwd_line`,
    line: 1,
    told: /«incremental» is not a kind/s,
    fix: /«incremental by <day>»/,
  },
  {
    file: 'dws/key_misspelt.sql',
    text: `-- What it is.
-- kind: table
-- grian: sku
select sku from dim_sku`,
    line: 3,
    told: /no header key «grian»/s,
    fix: /Did you mean «grain»/,
  },
  {
    file: 'dws/key_twice.sql',
    text: `-- kind: table
-- kind: view
select sku from dim_sku`,
    line: 2,
    told: /«kind» is given twice/s,
    fix: /Keep one line/,
  },
  {
    file: 'dws/grain_unknown.sql',
    text: `-- kind: table
-- grain: skew
select sku from dim_sku`,
    line: 2,
    told: /«skew» in «grain» is not a column.*available: sku/s,
    fix: /Select it/,
  },
  {
    file: 'dws/order_unknown.sql',
    text: `-- kind: table
-- grain: sku
-- order: status
select sku from dim_sku`,
    line: 3,
    told: /«status» in «order» is not a column/s,
    fix: /Select it/,
  },
  {
    file: 'dws/partition_unknown.sql',
    text: `-- kind: incremental by dya
select day, sum(qty) as qty from dwd_line group by day`,
    line: 1,
    told: /«dya» in «kind» is not a column.*available: day/s,
    fix: /Select it/,
  },
  {
    file: 'dws/per_missing.sql',
    text: `-- kind: incremental by day
select toDate(placed_at) as day, order_id from ods_order_latest`,
    line: 1,
    told: /must say which key it is local to/s,
    fix: /«-- per: <key column>»/,
  },
  {
    file: 'dws/per_unknown.sql',
    text: `-- kind: incremental by day
-- per: ordr_id
select toDate(placed_at) as day, order_id from ods_order_latest`,
    line: 3,
    told: /no column «ordr_id», which «per» names/s,
    fix: /Name a key/,
  },
  {
    file: 'dws/reads_unread.sql',
    text: `-- kind: incremental by day
-- reads: dwd_line same, dim_shop all
select day, sum(qty) as qty from dwd_line group by day`,
    line: 2,
    told: /«dim_shop» in «reads» is not read/s,
    fix: /Remove it/,
  },
  {
    file: 'dws/reads_nonsense.sql',
    text: `-- kind: incremental by day
-- reads: dwd_line 3..1
select day, sum(qty) as qty from dwd_line group by day`,
    line: 2,
    told: /window 3..1 ends before it starts/s,
    fix: /for example/,
  },
  {
    file: 'dws/check_unknown.sql',
    text: `-- kind: table
-- checks: unqiue(sku)
select sku from dim_sku`,
    line: 2,
    told: /«unqiue\(sku\)» is not a check/s,
    fix: /unique\(grain\)/,
  },
  {
    file: 'dws/check_column.sql',
    text: `-- kind: table
-- checks: not_null(sku),
--   not_null(skew)
select sku from dim_sku`,
    line: 3,
    told: /«skew» is not a column/s,
    fix: /Select it/,
  },
  {
    file: 'dws/check_model.sql',
    text: `-- kind: table
-- checks: relationship(sku, dim_skus.sku)
select sku from dim_sku`,
    line: 2,
    told: /no «dim_skus.sku» to check against.*available: dim_sku/s,
    fix: /Name a column/,
  },
  {
    file: 'dws/mask_unknown.sql',
    text: `-- kind: table
-- mask: phone
select sku from dim_sku`,
    line: 2,
    told: /«phone» in «mask» is not a column/s,
    fix: /Select it/,
  },
  {
    file: 'dws/expose_badly.sql',
    text: `-- kind: table
-- expose: sku list
select sku from dim_sku`,
    line: 2,
    told: /«sku list» cannot be the name of a GraphQL type/s,
    fix: /one word/,
  },
];
