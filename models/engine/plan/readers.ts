import type { AnalysedModel } from '../analyse/analysed.ts';
import { canRead } from '../analyse/parse-names.ts';
import type { Consumer } from '../lineage/lineage-graph.ts';
import type { Model } from '../project/model.ts';
import type { Reader } from './plan.ts';

/** Everybody who reads a model by itself: other models, metrics, the screens that show these, and its type in GraphQL. */
export function readersOf(
  name: string,
  before: Model | undefined,
  models: readonly AnalysedModel[],
  consumers: readonly Consumer[],
): Reader[] {
  const readers = models.filter(({ upstreams }) => upstreams.includes(name));
  const asReaders = readers.map(({ name: reader, names }): Reader => {
    const reads = names.identifiers ? canRead(names.identifiers) : () => true;
    return { kind: 'model', name: reader, model: name, reads };
  });
  const exposed: Reader[] =
    before?.expose === undefined
      ? []
      : [{ kind: 'graphql', name: before.expose, model: name, reads: () => true }];
  const others = consumers.flatMap((consumer): Reader[] => {
    const columns = columnsOf(consumer, name, consumers);
    if (columns.size === 0) return [];
    return [
      { kind: consumer.kind, name: consumer.name, model: name, reads: (column) => columns.has(column) },
    ];
  });
  return [...asReaders, ...exposed, ...others];
}

/** The columns of a model that a consumer reads, by way of metrics too; '' where it reads the model as such. */
function columnsOf(consumer: Consumer, model: string, consumers: readonly Consumer[]): Set<string> {
  const columns = consumer.reads.flatMap((place) => {
    if (place.kind === 'model') return place.name === model ? [place.column ?? ''] : [];
    const metric = consumers.find(({ kind, name }) => kind === place.kind && name === place.name);
    return metric ? [...columnsOf(metric, model, consumers)] : [];
  });
  return new Set(columns);
}
