import type { AnalysedProject } from '../analyse/analysed.ts';

/** For every model the column lists by which others follow its changes. */
export function followedColumns(project: AnalysedProject): Map<string, (readonly string[])[]> {
  const followed = new Map<string, Map<string, readonly string[]>>();
  for (const { inputs } of project.models.values()) {
    for (const [upstream, read] of inputs) {
      if (read.mode !== 'by') continue;
      const lists = followed.get(upstream) ?? new Map<string, readonly string[]>();
      followed.set(upstream, lists.set(read.upstreamColumns.join(','), read.upstreamColumns));
    }
  }
  return new Map([...followed].map(([upstream, lists]) => [upstream, [...lists.values()]]));
}
