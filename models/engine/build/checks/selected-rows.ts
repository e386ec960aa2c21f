import { identifier, qualified } from '#warehouse';
import { shadowed } from '../../analyse/with-clause.ts';
import type { Check } from '../../project/model.ts';
import { type BuildContext, bindings } from '../context.ts';
import type { Candidate } from '../measure.ts';
import { servedAs } from './served-as.ts';
import { examples, toldRows, type Violation } from './violation.ts';

type SqlCheck = Check & { kind: 'sql' };

/** Rows that a check's own SELECT finds; the model's name stands in it for the rows about to be served. */
export async function selectedRows(context: BuildContext, candidate: Candidate): Promise<Violation[]> {
  const { checks, warn } = candidate.model;
  const mine = [...checks, ...warn].filter((check): check is SqlCheck => check.kind === 'sql');
  const found = await Promise.all(mine.map((check) => select(context, candidate, check)));
  return found.flat();
}

async function select(
  context: BuildContext,
  { model, table }: Candidate,
  check: SqlCheck,
): Promise<Violation[]> {
  const { warehouse, project } = context;
  const others = model.checkedAgainst.map((name) => ({
    name,
    select: `SELECT * FROM ${servedAs(project.models.get(name)!, context)}`,
  }));
  const own = { name: model.name, select: `SELECT * FROM ${qualified(warehouse.database, table)}` };
  const offending = shadowed(check.select, [own, ...others]);
  const partition = model.kind === 'incremental' ? `toString(${identifier(model.by!)})` : `''`;
  const counts = await warehouse.rows<{ _at: string; _count: string }>(
    `SELECT ${partition} AS _at, count() AS _count FROM (${offending}) GROUP BY _at ORDER BY _at`,
    bindings(context),
  );
  if (counts.length === 0) return [];
  const rows = await warehouse.rows<Record<string, string | null>>(
    `SELECT ${partition} AS _at, * FROM (${offending}) ORDER BY ALL LIMIT ${examples.rows} BY _at
     LIMIT ${examples.rows * examples.partitions}`,
    bindings(context),
  );
  return counts.map(({ _at: at, _count: count }) => {
    const told = rows.filter((row) => row._at === at).map(({ _at: _, ...row }) => row);
    return { partition: at, check, found: toldRows(model, Number(count), told) };
  });
}
