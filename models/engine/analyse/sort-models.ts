/**
 * Orders names so that each comes after all it depends on; among those free to go, in the order given. A circle is
 * told as the names it goes through, first and last the same.
 */
export function sortByDependency(dependencies: ReadonlyMap<string, readonly string[]>): {
  order: string[];
  circles: string[][];
} {
  const order: string[] = [];
  const circles: string[][] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (name: string, path: readonly string[]): void => {
    if (state.get(name) === 'done') return;
    if (state.get(name) === 'open') {
      circles.push([...path.slice(path.indexOf(name)), name]);
      return;
    }
    state.set(name, 'open');
    for (const upstream of dependencies.get(name) ?? []) {
      if (dependencies.has(upstream)) visit(upstream, [...path, name]);
    }
    state.set(name, 'done');
    order.push(name);
  };
  for (const name of dependencies.keys()) visit(name, []);
  return { order, circles };
}
