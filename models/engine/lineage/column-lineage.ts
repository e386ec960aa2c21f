import { section, type TreeNode, walk } from '../analyse/explain-tree.ts';

/** What becomes of a value on its way: taken over as it is, part of an expression, or put together from many rows. */
export type Transport = 'copied' | 'computed' | 'aggregated';

/** A column that a value comes from. */
export type ColumnSource = { table: string; column: string; how: Transport };

export type ModelLineage = {
  /** Where each column's values come from; constants come from nowhere. */
  columns: ReadonlyMap<string, readonly ColumnSource[]>;
  /** Columns that decide which rows there are: of conditions, joins and groupings. */
  rows: readonly ColumnSource[];
};

export const noLineage: ModelLineage = { columns: new Map(), rows: [] };

const rank: Readonly<Record<Transport, number>> = { copied: 0, computed: 1, aggregated: 2 };
const deciding = new Set([
  ...['WHERE', 'PREWHERE', 'HAVING', 'QUALIFY', 'GROUP BY', 'LIMIT BY', 'JOIN EXPRESSION'],
]);

/**
 * Follows every column of a query back to columns of tables, by the engine's own resolved tree (`EXPLAIN QUERY TREE
 * run_passes = 1`), through subqueries, unions, joins and ARRAY JOINs. Common table expressions with a name in `tables`
 * stand for tables and are not entered.
 */
export function columnLineage(tree: TreeNode, tables: ReadonlySet<string>): ModelLineage {
  const follow = createFollower(tree, tables);
  const top = tree.children.find(isQuery);
  if (top === undefined) return noLineage;
  const columns = namesOf(top).map((name, place) => [name, follow.place(top, place)] as const);
  const within = walk(top, (node) => !follow.isTable(node));
  const rows = [...within]
    .filter(({ node, ancestors }) => deciding.has(node.label) && !ancestors.some(follow.isTable))
    .flatMap(({ node }) => node.children.flatMap((child) => follow.expression(child)));
  return { columns: new Map(columns), rows: distinct(rows.map((each) => ({ ...each, how: 'computed' }))) };
}

const isQuery = ({ label }: TreeNode) => label === 'QUERY' || label === 'UNION';

function createFollower(tree: TreeNode, tables: ReadonlySet<string>) {
  const byId = new Map<string, TreeNode>();
  for (const { node } of walk(tree)) {
    // A node that is printed again may come without what is below it.
    const known = node.id === undefined ? undefined : byId.get(node.id);
    if (node.id !== undefined && (known?.children.length ?? -1) < node.children.length)
      byId.set(node.id, node);
  }
  const isTable = ({ attributes: { cte_name: name } }: TreeNode) => name !== undefined && tables.has(name);

  /** The sources of a query's column by its place; of a union, of all its queries' columns there. */
  function place(query: TreeNode, at: number): ColumnSource[] {
    if (query.label === 'UNION') {
      const queries = section(query, 'QUERIES')?.children.flatMap(({ children }) => children) ?? [];
      return distinct(queries.flatMap((each) => place(each, at)));
    }
    const expression = section(query, 'PROJECTION')?.children[0]?.children[at];
    return expression === undefined ? [] : expressionOf(expression);
  }

  function expressionOf(node: TreeNode): ColumnSource[] {
    if (node.label === 'COLUMN') return columnOf(node);
    const below = distinct(
      node.children.flatMap((child) => (isQuery(child) ? everyPlace(child) : expressionOf(child))),
    );
    if (node.label !== 'FUNCTION') return isQuery(node) ? everyPlace(node) : below;
    const how = /^(aggregate|window)$/.test(node.attributes.function_type ?? '') ? 'aggregated' : 'computed';
    return below.map((source) => ({ ...source, how: rank[source.how] > rank[how] ? source.how : how }));
  }

  function columnOf(node: TreeNode): ColumnSource[] {
    const own = section(node, 'EXPRESSION');
    if (own) return distinct(own.children.flatMap(expressionOf));
    const { source_id: id, column_name: column = '' } = node.attributes;
    const source = id === undefined ? undefined : byId.get(id);
    if (source === undefined) return [];
    if (source.label === 'TABLE') {
      const table = source.attributes.table_name?.split('.').at(-1) ?? '';
      return [{ table, column, how: 'copied' }];
    }
    if (isTable(source)) return [{ table: source.attributes.cte_name!, column, how: 'copied' }];
    if (isQuery(source)) return place(source, namesOf(source).indexOf(column));
    if (source.label !== 'ARRAY_JOIN') return [];
    const definition = [...walk(source)].find(
      ({ node: each }) =>
        each.label === 'COLUMN' && each.attributes.column_name === column && section(each, 'EXPRESSION'),
    );
    return definition ? columnOf(definition.node) : [];
  }

  function everyPlace(query: TreeNode): ColumnSource[] {
    if (isTable(query)) return [];
    return distinct(namesOf(query).flatMap((_, at) => place(query, at)));
  }

  return { place, expression: expressionOf, isTable };
}

function namesOf(query: TreeNode): string[] {
  if (query.label === 'QUERY') return query.names;
  const [first] = section(query, 'QUERIES')?.children.flatMap(({ children }) => children) ?? [];
  return first ? namesOf(first) : [];
}

/** Each column once, by the most that became of it. */
function distinct(sources: readonly ColumnSource[]): ColumnSource[] {
  const known = new Map<string, ColumnSource>();
  for (const source of sources) {
    const key = `${source.table}.${source.column}`;
    const other = known.get(key);
    if (other === undefined || rank[other.how] < rank[source.how]) known.set(key, source);
  }
  return [...known.values()];
}
