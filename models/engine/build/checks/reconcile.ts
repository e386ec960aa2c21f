import { identifier } from '#warehouse';
import { dayOf } from '../../analyse/check-problems.ts';
import type { Check } from '../../project/model.ts';
import { partitionList } from '../compute.ts';
import { type BuildContext, bindings } from '../context.ts';
import type { Candidate } from '../measure.ts';
import { partitionText } from '../physical.ts';
import { servedAs } from './served-as.ts';
import type { Violation } from './violation.ts';

type Reconcile = Check & { kind: 'reconcile' };

/** Partitions whose aggregate is not what another model serves for them; one that either side lacks counts as nothing. */
export async function comparedPartitions(context: BuildContext, candidate: Candidate): Promise<Violation[]> {
  const { checks, warn } = candidate.model;
  const mine = [...checks, ...warn].filter((check): check is Reconcile => check.kind === 'reconcile');
  const found = await Promise.all(mine.map((check) => compare(context, candidate, check)));
  return found.flat();
}

async function compare(
  context: BuildContext,
  { model, table, judged }: Candidate,
  check: Reconcile,
): Promise<Violation[]> {
  if (judged?.size === 0) return [];
  const other = context.project.models.get(check.model)!;
  const day = model.kind === 'incremental' ? identifier(dayOf(model, other)!) : undefined;
  const own = model.kind === 'incremental' ? identifier(model.by!) : undefined;
  const days = judged && partitionList(judged);
  const only = (column: string | undefined) => (column && days ? ` WHERE ${column} IN (${days})` : '');
  const rows = await context.warehouse.rows<{ partition: string; here: string; there: string }>(
    `SELECT partition, toString(mine) AS here, toString(theirs) AS there FROM (
       SELECT ${partitionText(model)} AS partition, ${exact(check.own)} AS mine
       FROM ${identifier(table)}${only(own)} GROUP BY partition
     ) AS own FULL OUTER JOIN (
       SELECT ${day === undefined ? "''" : `toString(${day})`} AS partition, ${exact(check.other)} AS theirs
       FROM ${servedAs(other, context)}${only(day)} GROUP BY partition
     ) AS other USING (partition)
     WHERE ${tooFar(check)} ORDER BY partition`,
    bindings(context),
  );
  return rows.map(({ partition, here, there }) => ({
    ...{ partition, check },
    found: `${here} here, ${there} in ${check.model}`,
  }));
}

const exact = (aggregate: string) => `toDecimal256(ifNull(${aggregate}, 0), 18)`;

function tooFar({ within, isShare }: Reconcile): string {
  const [, fraction = ''] = within.split('.');
  const bound = `toDecimal256('${within}', ${fraction.length})`;
  return isShare ? `abs(mine - theirs) * 100 > abs(theirs) * ${bound}` : `abs(mine - theirs) > ${bound}`;
}
