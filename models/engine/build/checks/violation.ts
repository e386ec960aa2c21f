import type { AnalysedModel } from '../../analyse/analysed.ts';
import type { Check } from '../../project/model.ts';

/** A check that does not hold in a partition, and what was found instead. */
export type Violation = { partition: string; check: Check; found: string };

/** Most rows that are told of a partition, and most partitions that rows are told of. */
export const examples = { rows: 5, partitions: 20 } as const;

const hidden = '•••';

/**
 * `3 rows, such as order_id o1, line_id 2 (sku x)`: what identifies a row, then what is wrong with it. Personal data is
 * not told: what is found here goes to logs and alerts.
 */
export function toldRows(
  model: AnalysedModel,
  count: number,
  rows: readonly Readonly<Record<string, string | null>>[],
): string {
  const identifying = new Set(identifyingColumns(model));
  const told = rows.map((row) => {
    const parts = Object.entries(row).map(([name, value]) => ({
      isKey: identifying.has(name),
      text: `${name} ${model.mask.includes(name) ? hidden : (value ?? 'null')}`,
    }));
    const keys = parts.filter(({ isKey }) => isKey).map(({ text }) => text);
    const others = parts.filter(({ isKey }) => !isKey).map(({ text }) => text);
    if (keys.length === 0) return others.join(', ');
    return others.length === 0 ? keys.join(', ') : `${keys.join(', ')} (${others.join(', ')})`;
  });
  const counted = `${count} ${count === 1 ? 'row' : 'rows'}`;
  return told.length === 0 ? counted : `${counted}, such as ${told.join('; ')}`;
}

/** Columns that tell a row from others, as far as the header says. */
export function identifyingColumns(model: AnalysedModel): readonly string[] {
  return [model.grain, model.per, model.order].find((list) => list.length > 0) ?? [];
}
