import { Command } from 'commander';
import { type LineageTree, trace } from '#models';
import { readLineage } from '../operator/lineage.ts';

type Options = { up: boolean; down: boolean; json: boolean };

/** `entrepot lineage`: where a figure comes from, and what a change would reach. */
export function lineageCommand(): Command {
  return new Command('lineage')
    .description('follow a model, a column, a metric or a screen to its sources and to what depends on it')
    .argument('<place>', 'dws_fin_pnl_pc_1d.amount, dim_sku, net_sales, screen:group-overview')
    .option('--up', 'only where it comes from', false)
    .option('--down', 'only what a change of it would reach', false)
    .option('--json', 'print JSON', false)
    .action(async (text: string, { up, down, json }: Options) => {
      const graph = await readLineage();
      const place = graph.find(text);
      const both = up === down;
      const answer = {
        ...(up || both ? { up: trace(graph, place, 'up') } : {}),
        ...(down || both ? { down: trace(graph, place, 'down') } : {}),
      };
      if (json) return console.log(JSON.stringify(answer));
      if (answer.up) console.log(['comes from', ...drawn(answer.up.next)].join('\n'));
      if (answer.down) console.log(['reaches', ...drawn(answer.down.next)].join('\n'));
    });
}

function drawn(trees: readonly LineageTree[], indent = '  '): string[] {
  if (trees.length === 0 && indent === '  ') return ['  nothing'];
  // What decides on a model's rows is told once, not with each of its columns.
  const told = trees.filter(({ how, repeated }) => how !== 'rows' || !repeated);
  return told.flatMap(({ place: { kind, name, column }, how, repeated, next }) => {
    const label = kind === 'model' || kind === 'source' ? '' : `${kind} `;
    const path = column === undefined ? name : `${name}.${column}`;
    const note = how === 'copied' || how === 'used' || how === undefined ? '' : `  (${how})`;
    return [`${indent}${label}${path}${note}${repeated ? '  see above' : ''}`, ...drawn(next, `${indent}  `)];
  });
}
