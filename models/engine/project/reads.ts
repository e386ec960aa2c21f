import { EntrepotError } from '#errors';
import type { ReadMode } from './model.ts';
import { splitList, word } from './value-list.ts';

const entryStart = /^([A-Za-z_][A-Za-z0-9_]*)\s+(same|all|by\b.*|[-+]?\d+\s*\.\.\s*[-+]?\d+)$/;

/**
 * Reads `reads:`, a list of `<model> same`, `<model> by <columns>`, `<model> -7..+0` and `<model> all`, separated by
 * commas or semicolons. In `by`, `rate_date = day` says that the upstream's `rate_date` is the model's `day`. A window on
 * an incremental model counts days from the partition, on a table from `{as_of:Date}`.
 *
 * @example
 * parseReads('dim_sku by sku, dwd_order_line same, dim_fx_rate by rate_date = day, base = currency')
 */
export function parseReads(value: string, at: string): Map<string, ReadMode> {
  const reads = new Map<string, ReadMode>();
  for (const entry of entriesOf(value)) {
    const match = entryStart.exec(entry);
    if (!match) throw wrong(entry, at);
    const [, model, how] = match as unknown as [string, string, string];
    if (reads.has(model)) throw wrong(entry, at, `«${model}» is named twice in reads.`);
    reads.set(model, modeOf(how, entry, at));
  }
  return reads;
}

/** A comma goes on with the columns of a `by`, unless what follows starts an entry of its own. */
function entriesOf(value: string): string[] {
  return value.split(';').flatMap((part) => {
    const entries: string[] = [];
    for (const piece of splitList(part)) {
      const goesOn = !entryStart.test(piece) && entries.length > 0 && /\sby\s/.test(entries.at(-1)!);
      if (goesOn) entries[entries.length - 1] += `, ${piece}`;
      else entries.push(piece);
    }
    return entries;
  });
}

function modeOf(how: string, entry: string, at: string): ReadMode {
  if (how === 'same' || how === 'all') return { mode: how };
  if (how.startsWith('by')) return byColumns(how.slice(2), entry, at);
  const [from, to] = how.split('..').map((bound) => Number.parseInt(bound.trim(), 10)) as [number, number];
  if (from > to) throw wrong(entry, at, `The window ${from}..${to} ends before it starts.`);
  return { mode: 'window', from, to };
}

function byColumns(text: string, entry: string, at: string): ReadMode {
  const pairs = splitList(text).map((pair) => pair.split('=').map((side) => side.trim()));
  const valid = pairs.every((pair) => pair.length <= 2 && pair.every((side) => word.test(side)));
  if (pairs.length === 0 || !valid) throw wrong(entry, at);
  return {
    mode: 'by',
    columns: pairs.map((pair) => pair[1] ?? pair[0]!),
    upstreamColumns: pairs.map((pair) => pair[0]!),
  };
}

function wrong(entry: string, at: string, message = `«${entry}» does not say how a change travels.`) {
  return new EntrepotError('MODEL_INVALID', message, {
    at,
    asked: entry,
    available: ['<model> same', '<model> by <columns>', '<model> -7..+0', '<model> all'],
    fix: 'Write for example «dim_sku by sku, dwd_trd_order_line_di same».',
  });
}
