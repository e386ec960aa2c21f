import { EntrepotError } from '#errors';
import type { Definition } from '../state/definition-store.ts';
import type { Kept } from '../state/kept-store.ts';
import type { PartitionState } from '../state/model-state.ts';
import { recordEveryChange } from './changes.ts';
import type { BuildContext } from './context.ts';
import { exchange, idOf } from './exchange.ts';
import { replaced } from './replace-serving.ts';

/** The table that a model would go back to. */
export function lastKept(model: string, context: BuildContext): Kept {
  const kept = context.kept.of(model).at(-1);
  if (kept) return kept;
  throw new EntrepotError('NOT_FOUND', `No earlier table of «${model}» is kept.`, {
    asked: model,
    available: [...new Set(context.kept.all().map((each) => each.model))],
    fix: 'Put the earlier text back into the file and build it: npx entrepot apply',
  });
}

/**
 * Lets the kept table serve again, with what it had taken in: it catches up from there by itself. Its rows get a version of their
 * own, so that everything above is computed again; the text that its file has is refused until it changes.
 */
export async function rollBack(
  model: string,
  context: BuildContext,
  file: Definition | undefined,
): Promise<Kept> {
  const { warehouse, store, definitions } = context;
  const back = lastKept(model, context);
  const state = store.of(model);
  const version = state.version + 1;
  const asNew = new Map(
    back.partitions.map(([name, partition]): [string, PartitionState] => [name, { ...partition, version }]),
  );
  await recordEveryChange(model, context, version);
  const [before, keysId] = await Promise.all([idOf(warehouse, model), idOf(warehouse, back.keys)]);
  await exchange(
    {
      ...{ model, kind: back.kind, fingerprint: back.fingerprint, asOf: back.asOf },
      ...{ definition: back.definition, fresh: back.table, before, keys: back.keys, keysId },
      partitions: replaced(state, asNew, version),
      offsets: turnedBack(state.offsets, back),
      eventTime: back.eventTime,
      ...{ keep: undefined, back, refused: file ?? definitions.of(model).served },
    },
    context,
  );
  return back;
}

/** What the kept table had taken in; of sources that were new after that, nothing. */
function turnedBack(
  now: ReadonlyMap<string, ReadonlyMap<number, number>>,
  back: Kept,
): [string, [number, number][]][] {
  const kept = new Map(back.offsets.map(([source, list]) => [source, new Map(list)]));
  return [...new Set([...kept.keys(), ...now.keys()])].map((source) => {
    const partitions = new Set([...(kept.get(source)?.keys() ?? []), ...(now.get(source)?.keys() ?? [])]);
    return [source, [...partitions].map((one): [number, number] => [one, kept.get(source)?.get(one) ?? 0])];
  });
}
