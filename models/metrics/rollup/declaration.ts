import { EntrepotError } from '#errors';
import type { RollupDeclaration } from '../../engine/project/model.ts';
import { readMetricFile } from '../catalogue/definition.ts';
import { linesOf } from '../catalogue/yaml-lines.ts';
import { parseExpression } from '../expression/parse.ts';
import { aggregatesIn } from '../expression/walk.ts';

/** A rollup as a metric file declares it, and the line it stands in. */
export type DeclaredRollup = RollupDeclaration & { name: string; line: number };

/**
 * The rollups of one metric file. Each keeps the aggregates of the file's metrics, so that a new metric is in it at once.
 *
 * @example
 * // rollups:
 * //   by_shop: [shop_id, channel, country]
 * //   by_sku: { by: [sku], every: quarter_hour, metrics: [units, net_sales] }
 */
export function readRollups(path: string, text: string): DeclaredRollup[] {
  const { model, time, metrics, rollups } = readMetricFile(path, text);
  const lines = linesOf(text);
  return Object.entries(rollups ?? {}).map(([name, said]) => {
    const { by, every, metrics: named } = Array.isArray(said) ? { by: said } : said;
    const line = lines(['rollups', name]);
    const stranger = named?.find((metric) => metrics[metric] === undefined);
    if (stranger !== undefined) {
      throw new EntrepotError(
        'METRIC_INVALID',
        `The rollup «${name}» keeps «${stranger}», which the file does not define.`,
        {
          at: `${path}:${line}`,
          asked: stranger,
          available: Object.keys(metrics),
          fix: 'Name metrics of the file, or none to keep all of them.',
        },
      );
    }
    const formulas = (named ?? Object.keys(metrics)).map((metric) => {
      const said = metrics[metric]!;
      return typeof said === 'string' ? said : said.expr;
    });
    const aggregates = formulas.flatMap((formula) => aggregatesIn(parseExpression(formula)));
    const distinct = [...new Map(aggregates.map((each) => [JSON.stringify(each), each])).values()];
    return {
      name: `${model}_${name}`,
      line,
      of: model,
      time,
      every: every ?? 'hour',
      by,
      aggregates: distinct,
    };
  });
}
