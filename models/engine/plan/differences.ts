import { isDeepStrictEqual } from 'node:util';
import { columnComments } from '../analyse/column-comments.ts';
import type { HeaderKey, Model } from '../project/model.ts';

/** Header keys that decide on rows; the others only say something of them. */
const deciding: readonly HeaderKey[] = ['kind', 'per', 'reads', 'order', 'grain'];
const saying: readonly HeaderKey[] = ['time', 'checks', 'warn', 'expose', 'rows', 'mask', 'owner'];

/**
 * What a person would call different in two texts of a model. Layout, the order of header lines and where a comment
 * stands do not count.
 *
 * @param sameSql whether the two SELECTs say the same, by the engine's own formatter
 */
export function differences(
  before: Model,
  after: Model,
  sameSql: boolean,
): { deciding: string[]; saying: string[] } {
  const differs = (key: HeaderKey) => plain(before.headers[key]) !== plain(after.headers[key]);
  const data = deciding.filter(differs) as string[];
  if (!sameSql) data.push('sql');
  if (!isDeepStrictEqual(before.seed, after.seed)) data.push('rows of the file');
  const said = saying.filter(differs) as string[];
  if (plain(before.description) !== plain(after.description)) said.push('description');
  const [old, fresh] = [columnComments(before.sql), columnComments(after.sql)];
  const commented = [...new Set([...old.keys(), ...fresh.keys()])].filter(
    (name) => old.get(name) !== fresh.get(name),
  );
  said.push(...commented.map((name) => `description of ${name}`));
  return { deciding: data, saying: said };
}

const plain = (text: string | undefined) =>
  (text ?? '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\s*,\s*/g, ', ')
    .trim();
