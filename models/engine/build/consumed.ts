import type { AnalysedModel } from '../analyse/analysed.ts';
import type { BuildContext } from './context.ts';

/** What a build takes in, read before it begins. */
export type TakenIn = {
  /** ODS table -> Kafka partition -> next offset. */
  offsets: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** Version of each stored upstream. */
  versions: Readonly<Record<string, number>>;
  eventTime: number;
};

/** What the model would take in if it were computed now. */
export function takenIn(model: AnalysedModel, { store, watch }: BuildContext): TakenIn {
  const heads = model.ods.map(({ table }) => [table, watch.heads.get(table)] as const);
  const upstreams = [...model.inputs.keys()].map((name) => [name, store.of(name)] as const);
  return {
    offsets: new Map(heads.map(([table, head]) => [table, new Map(head?.offsets)])),
    versions: Object.fromEntries(upstreams.map(([name, state]) => [name, state.version])),
    eventTime: Math.max(
      0,
      ...heads.map(([, head]) => head?.eventTime ?? 0),
      ...upstreams.map(([, state]) => state.eventTime),
    ),
  };
}

/** Writes what the model as a whole has taken in; always the last write of a build. */
export async function saveConsumed(
  model: Pick<AnalysedModel, 'name'>,
  { store }: BuildContext,
  taken: TakenIn,
): Promise<void> {
  const state = store.of(model.name);
  const versions = Object.entries(taken.versions).map(
    ([name, version]) => [name, new Map([[0, version]])] as const,
  );
  const moved = new Map<string, ReadonlyMap<number, number>>();
  for (const [source, offsets] of [...taken.offsets, ...versions]) {
    const known = state.offsets.get(source);
    const news = [...offsets].filter(([partition, next]) => (known?.get(partition) ?? 0) !== next);
    if (news.length > 0) moved.set(source, new Map(news));
  }
  if (moved.size > 0) await store.saveOffsets(model.name, moved);
  state.eventTime = Math.max(state.eventTime, taken.eventTime);
}

/** Whether the model as a whole lags behind what there is. */
export function lagsBehind(model: AnalysedModel, context: BuildContext): boolean {
  const { offsets } = context.store.of(model.name);
  const behind = (source: string, partition: number, now: number) =>
    (offsets.get(source)?.get(partition) ?? 0) !== now;
  return (
    model.ods.some(({ table }) =>
      [...(context.watch.heads.get(table)?.offsets ?? [])].some(([partition, next]) =>
        behind(table, partition, next),
      ),
    ) || [...model.inputs.keys()].some((name) => behind(name, 0, context.store.of(name).version))
  );
}
