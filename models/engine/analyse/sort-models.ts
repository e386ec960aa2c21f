import { EntrepotError } from '#errors';

/**
 * Orders names so that each comes after all it depends on; among those free to go, in the order given. A circle is an
 * error that names its members.
 */
export function sortByDependency(dependencies: ReadonlyMap<string, readonly string[]>): {
  order: string[];
  problems: EntrepotError[];
} {
  const order: string[] = [];
  const problems: EntrepotError[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (name: string, path: readonly string[]): void => {
    if (state.get(name) === 'done') return;
    if (state.get(name) === 'open') {
      problems.push(circle([...path.slice(path.indexOf(name)), name]));
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
  return { order, problems };
}

function circle(path: readonly string[]): EntrepotError {
  return new EntrepotError('MODEL_CYCLE', `Models read each other in a circle: ${path.join(' reads ')}.`, {
    asked: path[0],
    fix: 'Let one of them read the layer below instead.',
  });
}
