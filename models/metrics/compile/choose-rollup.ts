import type { Measure, Rollup } from '../catalogue/catalogue.ts';
import { aggregateText } from '../expression/aggregate-text.ts';
import type { Branch, Plan } from './plan.ts';
import { wholeStretches, whyUnfit } from './rollup-fit.ts';
import type { RollupPlan, RollupUse } from './rollup-use.ts';
import { byMarketplace } from './time-column.ts';

const minute = 60_000;

/**
 * Sends each measure of a branch to the rollup with the fewest rows among those that give the same figures, and says why
 * not to the others. Measures of one rollup stay together.
 */
export function routed(branch: Branch, plan: Plan): Branch[] {
  const { rollups } = plan;
  if (rollups === undefined) return [branch];
  const uses = new Map(branch.measures.map((measure) => [measure, choose(measure, branch, plan, rollups)]));
  const groups = Map.groupBy(branch.measures, (measure) => uses.get(measure)?.rollup.name);
  return [...groups.values()].map((measures) => ({ ...branch, measures, rollup: uses.get(measures[0]!) }));
}

function choose(measure: Measure, branch: Branch, plan: Plan, rollups: RollupPlan): RollupUse | undefined {
  const { states, part } = rollups;
  const all = rollups.of.get(measure.model.name) ?? [];
  if (all.length === 0) return undefined;
  const looked = all.map((rollup) => {
    const state = states.get(rollup.name);
    const why = whyUnfit(rollup, measure, branch, plan, state);
    return { rollup, why, rows: state?.rows ?? 0, stale: state?.stale ?? [] };
  });
  const [best] = looked
    .filter(({ why }) => why === undefined)
    .sort((a, b) => a.rows - b.rows || (a.rollup.name < b.rollup.name ? -1 : 1));
  const use = best && inUse(best.rollup, branch, plan, best.stale);
  rollups.decide({
    ...{ part, figure: aggregateText(measure.aggregate), period: branch.suffix, model: measure.model.name },
    rollup: best?.rollup.name,
    rows: best?.rows,
    rest: use ? restOf(use) : [],
    others: looked
      .filter((each) => each !== best)
      .map(({ rollup, rows, why }) => ({
        rollup: rollup.name,
        why: why ?? `it has ${rows} rows, the chosen one ${best!.rows}`,
      })),
  });
  return use;
}

function inUse(rollup: Rollup, { period }: Branch, plan: Plan, stale: readonly string[]): RollupUse {
  // Days are whole, whatever the bounds.
  if (rollup.time?.column.kind !== 'instant' || byMarketplace('instant', plan))
    return { rollup, inside: period, hasEdges: false, stale };
  const inside = wholeStretches(period, rollup.time.minutes * minute);
  return { rollup, inside, hasEdges: inside.from !== period.from || inside.to !== period.to, stale };
}

function restOf({ hasEdges, stale }: RollupUse): string[] {
  return [
    ...(hasEdges ? ['the ends of the period, which are no whole stretches'] : []),
    ...(stale.length > 0 ? [`partitions that changed a moment ago: ${stale.join(', ')}`] : []),
  ];
}
