import { explain } from '#errors';
import type { ModelChange, Plan } from '#models';

const marks = { added: '+', changed: '~', described: '·', removed: '-' } as const;

/** A plan as a person reads it: one block a model, what breaks first. */
export function planText({ models, problems }: Plan): string {
  const blocks = [...problems.map((problem) => `✗ ${explain(problem)}`), ...models.map(changeText)];
  if (blocks.length === 0) return 'Nothing to do: what serves is as the files are.';
  const breaking = models.filter((change) => change.breaking.length > 0).length;
  const counts = (['added', 'changed', 'described', 'removed'] as const)
    .map((change) => [models.filter((each) => each.change === change).length, change] as const)
    .filter(([count]) => count > 0)
    .map(([count, change]) => `${count} ${change}`);
  if (breaking > 0) counts.push(`${breaking} breaking`);
  if (problems.length > 0) counts.push(`${problems.length} mistakes`);
  return `${blocks.join('\n')}\n\n${counts.join(', ')}.`;
}

function changeText(change: ModelChange): string {
  const { model, kind, because, columns, breaking, rebuild, cost, downstream, held } = change;
  const number = (value: number) => value.toLocaleString('en');
  const lines = [
    `${marks[change.change]} ${model} (${kind}) ${change.change}${because.length > 0 ? `: ${because.join(', ')}` : ''}`,
  ];
  if (change.change !== 'added') {
    lines.push(...columns.added.map(({ name, type }) => `    + ${name} ${type}`));
    lines.push(...columns.removed.map(({ name, type }) => `    - ${name} ${type}`));
    lines.push(...columns.retyped.map(({ name, from, to }) => `    ~ ${name} ${from} → ${to}`));
  }
  for (const { what, breaks } of breaking) {
    lines.push(`    BREAKS ${what}: ${breaks.map(({ kind: who, name }) => `${who} ${name}`).join(', ')}`);
  }
  if (rebuild.rows > 0) {
    const verb = change.change === 'removed' ? 'drops' : 'rebuilds';
    lines.push(`    ${verb} ${number(rebuild.rows)} rows in ${number(rebuild.partitions)} partitions`);
  }
  if (cost) lines.push(`    reads ${number(cost.rows)} rows, ${number(cost.marks)} marks`);
  if (downstream.length > 0) {
    const above = downstream.map((each) =>
      each.rows > 0 ? `${each.model} (${number(each.rows)} rows)` : each.model,
    );
    lines.push(`    then ${above.join(', ')}`);
  }
  if (held !== undefined) lines.push(`    not built: ${held}`);
  return lines.join('\n');
}
