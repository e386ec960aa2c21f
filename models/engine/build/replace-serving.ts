import type { AnalysedModel } from '../analyse/analysed.ts';
import type { Definition } from '../state/definition-store.ts';
import type { ModelState, PartitionState } from '../state/model-state.ts';
import { recordEveryChange } from './changes.ts';
import { workTables } from './compute.ts';
import type { TakenIn } from './consumed.ts';
import type { BuildContext } from './context.ts';
import { exchange, idOf } from './exchange.ts';
import { keepServing } from './kept.ts';

/** What a model's text is remembered by. */
export function definitionOf({ file, text, inputs }: AnalysedModel): Definition {
  const follows = [...inputs].flatMap(([name, read]) =>
    read.mode === 'by' ? [[name, read.upstreamColumns] as const] : [],
  );
  return { file, text, follows };
}

/** An edited model's table or view, built beside, takes the place of the one that serves, which is kept. */
export async function replaceServing(
  model: AnalysedModel,
  context: BuildContext,
  built: {
    fresh: string;
    measured: ReadonlyMap<string, { rows: number; hash: string }>;
    taken: TakenIn;
  },
): Promise<void> {
  const { warehouse } = context;
  const state = context.store.of(model.name);
  const version = state.version + 1;
  await recordEveryChange(model.name, context, version);
  const { nextKeys } = workTables(model.name);
  const [before, keysId] = await Promise.all([idOf(warehouse, model.name), idOf(warehouse, nextKeys)]);
  const fresh = new Map(
    [...built.measured].map(([name, { rows, hash }]) => [
      name,
      { version, rows, hash, consumed: built.taken.versions },
    ]),
  );
  await exchange(
    {
      ...{ model: model.name, kind: model.kind, fingerprint: model.fingerprint, asOf: context.asOf },
      ...{ definition: definitionOf(model), fresh: built.fresh, before, keys: nextKeys, keysId },
      partitions: replaced(state, fresh, version),
      offsets: offsetsOf(built.taken),
      eventTime: built.taken.eventTime,
      keep: before === '' ? undefined : keepServing(model.name, context),
      ...{ back: undefined, refused: undefined },
    },
    context,
  );
}

/** The partitions of the new table, and those of the old one that it has not got. */
export function replaced(
  state: ModelState,
  fresh: ReadonlyMap<string, PartitionState>,
  version: number,
): [string, PartitionState][] {
  const gone = [...state.partitions.keys()].filter((name) => !fresh.has(name));
  const nothing: PartitionState = { version, rows: 0, hash: '0', consumed: {} };
  return [...fresh, ...gone.map((name): [string, PartitionState] => [name, nothing])];
}

function offsetsOf(taken: TakenIn): [string, [number, number][]][] {
  const versions = Object.entries(taken.versions).map(([name, version]): [string, [number, number][]] => [
    name,
    [[0, version]],
  ]);
  return [
    ...[...taken.offsets].map(([source, list]): [string, [number, number][]] => [source, [...list]]),
    ...versions,
  ];
}
