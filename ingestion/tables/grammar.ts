import { EntrepotError } from '#errors';
import type { Column } from '../contracts/lower/columns.ts';
import { calendarDay, clockTime, wholeNumber } from './grammar-values.ts';
import type { Member, Shape } from './schema.ts';

/**
 * JSON of a contract as a regular expression.
 *
 * A contract's nesting is finite, so «every key is known, every value has its JSON type, every word is of its list,
 * every date exists» is a regular language. One linear pass over the bytes checks all of it, for a tenth of what
 * looking at each field would cost; it never has to be told what a value was coerced from. Presence of required
 * fields and lengths are checked on the extracted columns. Missing commas are let through: the JSON parser that
 * extracts the columns refuses them.
 */
export function grammar(shape: Shape): string {
  return `^${space}${valueGrammar(shape)}${space}$`;
}

const space = '[ \\t\\r\\n]*';
const character = '(?:[^"\\\\]|\\\\.)';

function valueGrammar(shape: Shape): string {
  if (shape.kind === 'value') return scalarGrammar(shape.column);
  if (shape.kind === 'list') {
    return `\\[${space}(?:${valueGrammar(shape.element)}${space},?${space})*\\]`;
  }
  const members = shape.members.map(memberGrammar).join('|');
  const repeat = shape.members.some((member) => member.required) ? '+' : '*';
  return `\\{${space}(?:"(?:${members})${space},?${space})${repeat}\\}`;
}

function memberGrammar({ key, required, shape }: Member): string {
  const value = valueGrammar(shape);
  return `${key}"${space}:${space}${required ? value : `(?:${value}|null)`}`;
}

/** What one value may look like as JSON text. */
export function scalarGrammar({ checks, type, name }: Column): string {
  if (checks.jsonType === 'boolean') return '(?:true|false)';
  if (checks.jsonType === 'integer') {
    return `${wholeNumber(checks.minimum ?? 0, checks.maximum ?? Number.MAX_SAFE_INTEGER)}(?:\\.0+)?`;
  }
  if (checks.enum !== undefined) return `"(?:${checks.enum.map(escaped).join('|')})"`;
  if (type.startsWith('DateTime64')) return `"${calendarDay}T${clockTime}Z"`;
  if (type.startsWith('Date')) return `"${calendarDay}"`;
  if (checks.pattern !== undefined) return `"${inlined(checks.pattern, name)}"`;
  return `"${character}${(checks.minLength ?? 0) > 0 ? '+' : '*'}"`;
}

/** A contract's own pattern without its anchors. What could run past the closing quote is refused. */
function inlined(pattern: string, name: string): string {
  const inner = /^\^(.*)\$$/s.exec(pattern)?.[1];
  if (inner === undefined || /(^|[^\\])\.|\[\^|\\[DWS]|"/.test(inner)) {
    throw new EntrepotError(
      'CONTRACT_INVALID',
      `The pattern of «${name}» cannot be checked in the warehouse.`,
      {
        asked: pattern,
        fix: 'Anchor it with ^ and $, and list the characters it allows instead of those it does not.',
      },
    );
  }
  return `(?:${inner})`;
}

function escaped(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
