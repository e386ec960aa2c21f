import { members, section, type TreeNode, walk } from './explain-tree.ts';

/**
 * Why rows of a model may exist, or not, because of an upstream; undefined where the upstream only adds columns to rows
 * that are there anyway: joined by LEFT JOIN, and its columns filter nothing. Only then does the model itself tell which
 * of its rows a key of the upstream can change.
 */
export function decidesOnRows(tree: TreeNode, upstream: string): string | undefined {
  for (const { node, ancestors } of walk(tree)) {
    if (node.label !== 'QUERY' || node.attributes.cte_name !== upstream) continue;
    const join = ancestors.findIndex(
      (ancestor, index) =>
        ancestor.label === 'JOIN' &&
        ancestor.attributes.kind === 'LEFT' &&
        ancestors[index + 1]?.label === 'RIGHT TABLE EXPRESSION',
    );
    if (join < 0) return 'it is not on the right of a LEFT JOIN';
    if (filters(node, ancestors, join)) return 'its columns filter rows';
  }
  return undefined;
}

/** Follows the upstream's columns outward through subqueries, and looks at the conditions above the join. */
function filters(upstream: TreeNode, ancestors: readonly TreeNode[], join: number): boolean {
  const carrying = new Map<string | undefined, ReadonlySet<string> | 'all'>([[upstream.id, 'all']]);
  for (let index = ancestors.length - 1; index >= 0; index--) {
    const query = ancestors[index]!;
    if (query.label !== 'QUERY') continue;
    if (index < join && conditionsOf(query).some((condition) => mentions(condition, carrying))) return true;
    const projection = members(query, 'PROJECTION');
    const names = query.names.filter((_, position) => {
      const column = projection[position];
      return column !== undefined && mentions(column, carrying);
    });
    carrying.set(query.id, new Set(names));
  }
  return false;
}

function conditionsOf(query: TreeNode): TreeNode[] {
  return ['WHERE', 'PREWHERE', 'HAVING', 'QUALIFY'].flatMap((label) => section(query, label) ?? []);
}

function mentions(
  node: TreeNode,
  carrying: ReadonlyMap<string | undefined, ReadonlySet<string> | 'all'>,
): boolean {
  for (const { node: inner } of walk(node)) {
    if (inner.label !== 'COLUMN') continue;
    const names = carrying.get(inner.attributes.source_id);
    if (names === 'all' || names?.has(inner.attributes.column_name ?? '')) return true;
  }
  return false;
}
