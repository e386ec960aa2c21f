import { EntrepotError, nearest } from '#errors';
import type { Model, ModelKind } from './model.ts';
import { splitList, word } from './value-list.ts';

/** What a `kind:` line says of how a model is kept. */
export type SaidKind = Pick<Model, 'kind' | 'by' | 'per' | 'snapshot'> & { grain?: string[] };

const forms = [
  ...['view', 'table', 'incremental by <day>', 'external'],
  ...['snapshot by <key>', 'snapshot by <key> each version', 'dictionary by <key>, <key>'],
];
const plain: readonly ModelKind[] = ['view', 'table', 'external'];
const words = [...plain, 'incremental', 'snapshot', 'dictionary', 'seed'];

/** The day on which a row of a snapshot began to hold; what its table is partitioned by. */
export const snapshotDay = 'valid_day';

/**
 * Reads a `kind:` line.
 *
 * @example
 * parseKind('incremental by business_day', at) // { kind: 'incremental', by: 'business_day', per: [] }
 * parseKind('snapshot by sku', at) // kept as an incremental model local to the key, by the days its rows begin
 */
export function parseKind(value: string | undefined, at: string): SaidKind {
  const [kind = 'view', by, column = '', ...rest] = (value ?? 'view').trim().split(/\s+/);
  const named = by === 'by' && word.test(column);
  const tail = rest.join(' ');
  const known = plain.find((candidate) => candidate === kind);
  if (known !== undefined && by === undefined) return { kind: known, by: undefined, per: [] };
  if (kind === 'incremental' && named && tail === '') return { kind, by: column, per: [] };
  if (kind === 'snapshot' && named && (tail === '' || tail === 'each version')) {
    return { kind: 'incremental', by: snapshotDay, per: [column], snapshot: { each: tail !== '' } };
  }
  const keys = by === 'by' ? splitList([column, ...rest].join(' ')) : [];
  if (kind === 'dictionary' && keys.length > 0 && keys.every((key) => word.test(key))) {
    return { kind, by: undefined, per: [], grain: keys };
  }
  const form = forms.find((each) => each.startsWith(`${kind} by`) && by === undefined);
  const fix = form ? `Say by what: «${form}».` : `Did you mean «${nearest(kind, words, 1)[0]}»?`;
  throw new EntrepotError('MODEL_INVALID', `«${value}» is not a kind of model.`, {
    at,
    asked: value,
    available: forms,
    fix: `${fix} Seeds are .csv files in models/seeds, rollups a line of a metric file.`,
  });
}
