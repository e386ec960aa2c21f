import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EntrepotError, explain } from '#errors';
import { type TestDatabase, testDatabase } from '../../deploy/testing/database.ts';
import { analyseProject } from './analyse/analyse-project.ts';
import { createFixtureTables, fixtureSources, writeProject } from './history-fixture.ts';
import { readProject } from './project/load-project.ts';

/** Models that are wrong in one way each: the line on which it is, what is told of it, and what is advised. */
const wrong: readonly { file: string; text: string; line: number; told: RegExp; fix: RegExp }[] = [
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

/** The other half of a circle; it is told once. */
const other = { 'dws/circle_two.sql': '-- kind: table\nselect sku from circle_one' };

describe('a model that is wrong', () => {
  let database: TestDatabase;
  let problems: readonly EntrepotError[];
  beforeAll(async () => {
    database = await testDatabase('wrong');
    await createFixtureTables(database.warehouse);
    const files = Object.fromEntries(wrong.map(({ file, text }) => [file, text]));
    const directory = await writeProject({ ...files, ...other });
    const read = await readProject(directory);
    const settings = { reportingCurrency: 'USD' };
    const analysed = await analyseProject(database.warehouse, read.project, {
      ...{ odsSources: fixtureSources, settings },
    });
    await rm(directory, { recursive: true });
    problems = [...read.problems, ...analysed.problems];
  });
  afterAll(() => database.drop());

  it('is told with all others at once, each once, and nothing is told of what is right', () => {
    expect(wrong.length).toBeGreaterThan(30);
    const places = problems.map(({ at }) => at?.split('/').slice(1).join('/'));
    expect(places.sort()).toEqual(wrong.map(({ file, line }) => `${file}:${line}`).sort());
  });

  it.each(wrong)('$file:$line is told at its place, with a way out', ({ file, line, told, fix }) => {
    const problem = problems.find(({ at }) => at?.endsWith(`/${file}:${line}`));
    expect(problem && explain(problem)).toMatch(told);
    expect(problem?.fix).toMatch(fix);
  });
});
