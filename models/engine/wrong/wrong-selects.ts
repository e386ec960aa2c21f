import type { WrongModel } from './wrong-model.ts';

/** SELECTs, seeds and files that are wrong in one way each. */
export const wrongSelects: readonly WrongModel[] = [
  {
    file: 'dws/no_select.sql',
    text: `-- kind: table
`,
    line: 1,
    told: /has no SELECT/s,
    fix: /Write one below the header/,
  },
  {
    file: 'dws/two_statements.sql',
    text: `-- kind: table
select sku from dim_sku;
select sku from dim_sku`,
    line: 2,
    told: /another statement follows/s,
    fix: /behind the semicolon/,
  },
  {
    file: 'dws/not_select.sql',
    text: `-- kind: table
drop table dim_sku`,
    line: 2,
    told: /another kind of statement/s,
    fix: /Write the SELECT alone/,
  },
  {
    file: 'dws/comma_missing.sql',
    text: `-- kind: table
select
  sku
  category,
  status status2,,
from dim_sku`,
    line: 6,
    told: /cannot be read at «dim_sku»/s,
    fix: /a comma too many/,
  },
  {
    file: 'dws/bracket_open.sql',
    text: `-- kind: table
select
  sku,
  upper(status as status
from dim_sku`,
    line: 4,
    told: /parenthesis has no partner/s,
    fix: /Close it/,
  },
  {
    file: 'dws/quote_open.sql',
    text: `-- kind: table
select sku
from dim_sku
where status = 'active`,
    line: 6,
    told: /quote is not closed/s,
    fix: /a quote left open/,
  },
  {
    file: 'dws/model_unknown.sql',
    text: `-- kind: table
select sku
from dim_skuu`,
    line: 3,
    told: /reads «dim_skuu», which is neither.*available: dim_sku,/s,
    fix: /names listed/,
  },
  {
    file: 'dws/event_table.sql',
    text: `-- kind: table
select order_id
from ods_order`,
    line: 3,
    told: /reads «ods_order», which is neither.*available:.*ods_order_latest/s,
    fix: /names listed/,
  },
  {
    file: 'dws/column_unknown.sql',
    text: `-- kind: table
select
  sku,
  categry
from dim_sku`,
    line: 4,
    told: /no column «categry» here.*available: category/s,
    fix: /Use a column/,
  },
  {
    file: 'dws/alias_unknown.sql',
    text: `-- kind: table
select
  s.sku as sku,
  x.category as category
from dim_sku as s`,
    line: 4,
    told: /no column «x.category» here/s,
    fix: /Use a column/,
  },
  {
    file: 'dws/function_unknown.sql',
    text: `-- kind: table
select
  sku,
  uper(status) as status
from dim_sku`,
    line: 4,
    told: /no function «uper».*available: upper/s,
    fix: /functions listed/,
  },
  {
    file: 'dws/arguments_missing.sql',
    text: `-- kind: table
select
  sku,
  replaceAll(status) as status
from dim_sku`,
    line: 4,
    told: /«replaceAll» takes 3 values, and is given 1/s,
    fix: /as many as it takes/,
  },
  {
    file: 'dws/types_unlike.sql',
    text: `-- kind: table
select
  sku,
  qty + category as amount
from dwd_line`,
    line: 4,
    told: /«\+» does not take these values/s,
    fix: /Convert one side/,
  },
  {
    file: 'dws/not_grouped.sql',
    text: `-- kind: table
select
  sku,
  category,
  sum(qty) as qty
from dwd_line
group by sku`,
    line: 4,
    told: /«category» is neither aggregated nor grouped/s,
    fix: /Add it to GROUP BY/,
  },
  {
    file: 'dws/name_twice.sql',
    text: `-- kind: table
select
  sku,
  upper(sku) as sku
from dim_sku`,
    line: 3,
    told: /Two columns are called «sku»/s,
    fix: /another name/,
  },
  {
    file: 'dws/name_missing.sql',
    text: `-- kind: table
select
  sku,
  sum(qty)
from dwd_line group by sku`,
    line: 4,
    told: /«sum\(qty\)» has no name/s,
    fix: /«sum\(qty\) as …»/,
  },
  {
    file: 'dws/clock.sql',
    text: `-- kind: table
select
  sku,
  now() as at
from dim_sku`,
    line: 4,
    told: /now\(\) has no exact answer/s,
    fix: /\{as_of:Date\}/,
  },
  {
    file: 'dws/floats.sql',
    text: `-- kind: table
select
  sku,
  sum(toFloat64(amount)) as amount
from dwd_line group by sku`,
    line: 4,
    told: /sum over floating point numbers/s,
    fix: /Cast the argument to Decimal/,
  },
  {
    file: 'dws/whichever.sql',
    text: `-- kind: table
select
  sku,
  any(category) as category
from dwd_line group by sku`,
    line: 4,
    told: /any takes whichever value comes first/s,
    fix: /Use min, max or argMax/,
  },
  {
    file: 'dws/limit_unordered.sql',
    text: `-- kind: table
select sku
from dwd_line
limit 3`,
    line: 4,
    told: /LIMIT without ORDER BY/s,
    fix: /Add an ORDER BY/,
  },
  {
    file: 'dws/parameter_unknown.sql',
    text: `-- kind: table
select sku
from dwd_line
where day > {since:Date}`,
    line: 4,
    told: /no parameter «since».*available: \{as_of:Date\}/s,
    fix: /parameters listed/,
  },
  {
    file: 'dws/itself.sql',
    text: `-- kind: table
select sku from itself`,
    line: 2,
    told: /reads «itself», which is neither/s,
    fix: /names listed/,
  },
  {
    file: 'dws/circle_one.sql',
    text: `-- kind: table
select sku from circle_two`,
    line: 2,
    told: /circle_one reads circle_two reads circle_one/s,
    fix: /the layer below/,
  },
  {
    file: 'ads/dim_sku.sql',
    text: `-- kind: table
select sku from ods_product_latest`,
    line: 1,
    told: /Two files are named «dim_sku»/s,
    fix: /Rename one/,
  },
  {
    file: 'dws/Upper Case.sql',
    text: `-- kind: table
select sku from dim_sku`,
    line: 1,
    told: /«Upper Case» cannot be the name of a model/s,
    fix: /letters, digits/,
  },
  {
    file: 'seeds/dim_uneven.csv',
    text: `sku,colour
a,red
b`,
    line: 3,
    told: /expect 2, got 1 on line 3/s,
    fix: /as many fields as the first/,
  },
  {
    file: 'seeds/dim_twice.csv',
    text: `sku,sku
a,red`,
    line: 1,
    told: /Two columns are called «sku»/s,
    fix: /another name/,
  },
];
