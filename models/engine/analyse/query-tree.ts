import type { Parameters } from '#warehouse';
import { parseTree, type TreeNode } from './explain-tree.ts';
import type { Ask } from './parser-answers.ts';

/** The engine's tree of a query, names and types resolved and nothing optimised away. */
export async function queryTree(
  sql: string,
  { ask, parameters }: { ask: Ask; parameters: Parameters },
): Promise<TreeNode> {
  const lines = await ask<{ explain: string }>(
    `SELECT explain FROM (EXPLAIN QUERY TREE run_passes = 1 ${sql})`,
    parameters,
  );
  return parseTree(lines.map(({ explain }) => explain));
}
