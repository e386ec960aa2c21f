import type { AnalysedProject } from '../analyse/analysed.ts';
import type { Definition } from '../state/definition-store.ts';

/**
 * For every model the column lists by which others follow its changes; also what serves while a new text is built, and
 * what is only kept: they would have to catch up if they went on.
 */
export function followedColumns(
  project: AnalysedProject,
  others: Iterable<Definition>,
): Map<string, (readonly string[])[]> {
  const followed = new Map<string, Map<string, readonly string[]>>();
  const follow = (upstream: string, columns: readonly string[]) => {
    const lists = followed.get(upstream) ?? new Map<string, readonly string[]>();
    followed.set(upstream, lists.set(columns.join(','), columns));
  };
  for (const { inputs } of project.models.values()) {
    for (const [upstream, read] of inputs) if (read.mode === 'by') follow(upstream, read.upstreamColumns);
  }
  for (const { follows } of others) for (const [upstream, columns] of follows) follow(upstream, columns);
  return new Map([...followed].map(([upstream, lists]) => [upstream, [...lists.values()]]));
}
