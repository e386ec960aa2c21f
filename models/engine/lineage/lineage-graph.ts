import { EntrepotError, nearest } from '#errors';
import type { AnalysedProject } from '../analyse/analysed.ts';
import type { ColumnSource, Transport } from './column-lineage.ts';

/** Something that figures pass through. A source is a view of delivered events. */
export type LineagePlace = { kind: 'source' | 'model' | 'metric' | 'screen'; name: string; column?: string };

/** `rows`: the column decides which rows there are, whatever the columns hold. */
export type LineageEdge = { from: LineagePlace; to: LineagePlace; how: Transport | 'rows' | 'used' };

/** What reads models beyond the models themselves. */
export type Consumer = {
  kind: 'metric' | 'screen';
  name: string;
  /** Columns of models, or metrics, that it reads. */
  reads: readonly LineagePlace[];
};

export type LineageGraph = {
  edges: readonly LineageEdge[];
  /** The place that a person means by `model`, `model.column`, `metric:x`, `screen:x` or any of these names alone. */
  find(text: string): LineagePlace;
};

/** One place with what lies beyond it. A place that was shown already has nothing below it the second time. */
export type LineageTree = {
  place: LineagePlace;
  how?: LineageEdge['how'];
  repeated: boolean;
  next: LineageTree[];
};

/** Everything that columns of sources, models, metrics and screens have to do with each other. */
export function lineageGraph(project: AnalysedProject, consumers: readonly Consumer[] = []): LineageGraph {
  const edges: LineageEdge[] = [];
  const models = project.models;
  const origin = ({ table, column }: ColumnSource): LineagePlace => ({
    kind: models.has(table) ? 'model' : 'source',
    ...{ name: table, column },
  });
  for (const { name, lineage } of models.values()) {
    const model = { kind: 'model', name } as const;
    for (const [column, sources] of lineage.columns) {
      for (const source of sources) {
        edges.push({ from: origin(source), to: { ...model, column }, how: source.how });
      }
    }
    for (const source of lineage.rows) edges.push({ from: origin(source), to: model, how: 'rows' });
  }
  for (const { kind, name, reads } of consumers) {
    for (const from of reads) edges.push({ from, to: { kind, name }, how: 'used' });
  }
  return { edges, find: (text) => findPlace(text, project, consumers, edges) };
}

/**
 * Follows a place to where its figures come from (`up`) or to all that a change of it would reach (`down`). A model
 * without a column stands for all of its columns; what decides on a model's rows reaches every column of it.
 */
export function trace(graph: LineageGraph, place: LineagePlace, direction: 'up' | 'down'): LineageTree {
  const index = Map.groupBy(graph.edges, (edge) =>
    idOf(withoutColumn(direction === 'up' ? edge.to : edge.from)),
  );
  const seen = new Set<string>();
  const follow = (at: LineagePlace, how?: LineageEdge['how']): LineageTree => {
    const id = idOf(at);
    const repeated = seen.has(id);
    seen.add(id);
    const node = { place: at, ...(how ? { how } : {}), repeated };
    if (repeated) return { ...node, next: [] };
    const next = new Map<string, LineageEdge>();
    for (const edge of index.get(idOf(withoutColumn(at))) ?? []) {
      const [near, far] = direction === 'up' ? [edge.to, edge.from] : [edge.from, edge.to];
      const touches = at.column === undefined || near.column === undefined || near.column === at.column;
      if (touches && !next.has(idOf(far))) next.set(idOf(far), edge);
    }
    const below = [...next.values()].map((edge) =>
      follow(direction === 'up' ? edge.from : edge.to, edge.how),
    );
    return { ...node, next: below };
  };
  return follow(place);
}

/** Every place of a tree once, but the first. */
export function placesIn({ next }: LineageTree): LineagePlace[] {
  const all = next.flatMap((tree) => [tree.place, ...placesIn(tree)]);
  return [...new Map(all.map((place) => [idOf(place), place])).values()];
}

export function idOf({ kind, name, column }: LineagePlace): string {
  return `${kind}:${name}${column === undefined ? '' : `.${column}`}`;
}

const withoutColumn = ({ kind, name }: LineagePlace): LineagePlace => ({ kind, name });

function findPlace(
  text: string,
  { models }: AnalysedProject,
  consumers: readonly Consumer[],
  edges: readonly LineageEdge[],
): LineagePlace {
  const [, kind, name = '', column] =
    /^(?:(source|model|metric|screen):)?([^.]+)(?:\.(.+))?$/.exec(text) ?? [];
  const sources = new Set(edges.flatMap(({ from }) => (from.kind === 'source' ? [from.name] : [])));
  const all: LineagePlace[] = [
    ...[...models.keys()].map((each) => ({ kind: 'model' as const, name: each })),
    ...[...sources].map((each) => ({ kind: 'source' as const, name: each })),
    ...consumers.map((each) => ({ kind: each.kind, name: each.name })),
  ];
  const found = all.find((each) => each.name === name && (kind === undefined || each.kind === kind));
  if (found === undefined) {
    throw new EntrepotError('NOT_FOUND', `There is nothing called «${text}».`, {
      asked: text,
      available: nearest(
        name,
        all.map((each) => each.name),
        8,
      ),
      fix: 'Name a model, an ODS view, a metric or a screen; a column after a point.',
    });
  }
  if (column === undefined) return found;
  const columns = models.get(name)?.columns.map((each) => each.name) ?? columnsNamed(found, edges);
  if (columns.includes(column)) return { ...found, column };
  throw new EntrepotError('NOT_FOUND', `«${name}» has no column «${column}».`, {
    asked: text,
    available: nearest(column, columns, 8),
    fix: 'Name one of its columns, or none.',
  });
}

/** Columns of a source that anything reads. */
function columnsNamed(place: LineagePlace, edges: readonly LineageEdge[]): string[] {
  return edges.flatMap(({ from }) =>
    idOf(withoutColumn(from)) === idOf(place) && from.column !== undefined ? [from.column] : [],
  );
}
