/** One line of `EXPLAIN QUERY TREE` with what is indented below it. */
export type TreeNode = {
  /** QUERY, FUNCTION, COLUMN, JOIN, …, or the name of a section such as WHERE or LEFT TABLE EXPRESSION. */
  label: string;
  id: string | undefined;
  /** `function_name`, `result_type`, `cte_name`, … as the engine prints them. */
  attributes: Readonly<Record<string, string>>;
  /** Names of a query's columns. */
  names: string[];
  children: TreeNode[];
};

const nodeLine = /^([A-Z][A-Z_ ]*?)(?: id: (\d+)(?:, (.*))?)?$/;

/**
 * Reads the output of `EXPLAIN QUERY TREE`. Lines that are not nodes (names of columns, literals over several lines)
 * are left out.
 */
export function parseTree(lines: readonly string[]): TreeNode {
  const root: TreeNode = { label: 'ROOT', id: undefined, attributes: {}, names: [], children: [] };
  const open: { node: TreeNode; indent: number }[] = [{ node: root, indent: -1 }];
  let namesBelow = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    const indent = line.length - line.trimStart().length;
    if (indent > namesBelow) {
      open.at(-1)!.node.names.push(line.trim().split(' ')[0]!);
      continue;
    }
    namesBelow = Number.POSITIVE_INFINITY;
    const text = line.trim();
    const match = nodeLine.exec(text) ?? /^(EXPRESSION) .*$/.exec(text);
    if (!match) continue;
    const node: TreeNode = {
      label: match[1]!,
      id: match[2],
      attributes: attributesOf(match[3] ?? ''),
      names: [],
      children: [],
    };
    while (open.at(-1)!.indent >= indent) open.pop();
    if (node.label === 'PROJECTION COLUMNS') {
      namesBelow = indent;
      continue;
    }
    open.at(-1)!.node.children.push(node);
    open.push({ node, indent });
  }
  return root;
}

/** `function_name: sum, result_type: Decimal(38, 6)`: a value ends where the next `, name: ` begins. */
function attributesOf(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const part of text.split(/, (?=[a-z_]+: )/)) {
    const colon = part.indexOf(': ');
    if (colon > 0) attributes[part.slice(0, colon)] = part.slice(colon + 2);
  }
  return attributes;
}

/** The section of a node with this name, e.g. WHERE. */
export function section(node: TreeNode, label: string): TreeNode | undefined {
  return node.children.find((child) => child.label === label);
}

/** The members of the LIST in a section, e.g. the ARGUMENTS of a function. */
export function members(node: TreeNode, label: string): TreeNode[] {
  return section(node, label)?.children.find((child) => child.label === 'LIST')?.children ?? [];
}

/** Every node with its ancestors, nearest last. Where `enter` says no, nothing below the node is visited. */
export function* walk(
  node: TreeNode,
  enter: (node: TreeNode) => boolean = () => true,
  ancestors: readonly TreeNode[] = [],
): Generator<{ node: TreeNode; ancestors: readonly TreeNode[] }> {
  yield { node, ancestors };
  if (!enter(node)) return;
  const below = [...ancestors, node];
  for (const child of node.children) yield* walk(child, enter, below);
}
