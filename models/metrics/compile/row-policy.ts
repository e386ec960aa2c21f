import { EntrepotError } from '#errors';
import type { Viewer } from '../query.ts';
import type { Bind } from './binder.ts';

const claim = /\bviewer\.([A-Za-z_][A-Za-z0-9_]*)/g;

/**
 * A model's `rows:` for one viewer, as a condition over the model's columns. `has(viewer.x, column)` also holds where
 * the claim has the member `*`; a claim the viewer does not have is empty and matches nothing. Without a policy every
 * row is visible.
 *
 * @example
 * rowPolicy('has(viewer.shops, shop_id)', viewer, bind)
 * // (has({q1:Array(String)}, '*') or has({q1:Array(String)}, shop_id))
 */
export function rowPolicy(rows: string | undefined, viewer: Viewer, bind: Bind): string {
  if (rows === undefined) return 'true';
  const members = (name: string) => bind('Array(String)', [...(viewer.claims[name] ?? [])]);
  let policy = '';
  let rest = rows;
  for (;;) {
    const call = /\bhas\s*\(\s*viewer\.([A-Za-z_][A-Za-z0-9_]*)\s*,/.exec(rest);
    if (call === null) break;
    const start = call.index + call[0].length;
    const end = closing(rest, start, rows);
    const held = members(call[1]!);
    policy += `${rest.slice(0, call.index)}(has(${held}, '*') or has(${held}, ${rest.slice(start, end).trim()}))`;
    rest = rest.slice(end + 1);
  }
  return (policy + rest).replace(claim, (_, name: string) => members(name));
}

/** Where the bracket that is open at `start` closes. */
function closing(text: string, start: number, rows: string): number {
  let depth = 1;
  let quoted = false;
  for (let index = start; index < text.length; index++) {
    const character = text[index];
    if (character === "'") quoted = !quoted;
    if (quoted) continue;
    if (character === '(') depth++;
    if (character === ')' && --depth === 0) return index;
  }
  throw new EntrepotError('MODEL_INVALID', 'A bracket of the row policy is not closed.', {
    asked: rows,
    fix: 'Close every «has(» of the «rows:» line.',
  });
}
