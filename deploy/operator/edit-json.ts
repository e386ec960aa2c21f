import { isLosslessNumber, type LosslessNumber, parse, stringify } from 'lossless-json';
import { EntrepotError, messageOf } from '#errors';

type Holder = Record<string, unknown>;

/**
 * A JSON text with members changed and left out; numbers that are not touched stay as they were written.
 *
 * @param set `path=value`, the path with points, list elements by number; the value is JSON, or else a text
 * @throws INPUT_INVALID
 */
export function withChanges(text: string, set: readonly string[], remove: readonly string[]): string {
  const root = read(text);
  for (const change of set) {
    const at = change.indexOf('=');
    if (at < 1) throw invalid(change, 'Write path=value, such as totals.tax.amount="1.90".');
    const { holder, name } = place(root, change.slice(0, at));
    holder[name] = meaning(change.slice(at + 1));
  }
  for (const path of remove) {
    const { holder, name } = place(root, path);
    delete holder[name];
  }
  return stringify(root) ?? '';
}

function read(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw invalid(
      text.slice(0, 100),
      `The payload is not JSON (${messageOf(error)}): give a whole one with --payload.`,
    );
  }
}

function meaning(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return text; // what is no JSON is meant as it stands
  }
}

function place(root: unknown, path: string): { holder: Holder; name: string } {
  const names = path.split('.');
  let holder = root;
  for (const name of names.slice(0, -1)) holder = (holder as Holder | undefined)?.[name];
  if (holder === null || typeof holder !== 'object' || isLosslessNumber(holder as LosslessNumber)) {
    throw invalid(path, 'Lead the path through members that are there.');
  }
  return { holder: holder as Holder, name: names.at(-1)! };
}

function invalid(asked: string, fix: string): EntrepotError {
  return new EntrepotError('INPUT_INVALID', `«${asked}» cannot be changed.`, { asked, fix });
}
