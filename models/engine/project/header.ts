import { EntrepotError, nearest } from '#errors';
import { type HeaderKey, type HeaderPlace, headerKeys, type Model } from './model.ts';

export type HeaderLine = {
  key: HeaderKey;
  value: string;
  line: number;
  /** Where in the value each further line begins. */
  continued: { offset: number; line: number }[];
};

/** The line that a place in a header's value is written on. */
export function lineAt({ line, continued }: HeaderPlace, offset: number): number {
  return continued.findLast((part) => part.offset <= offset)?.line ?? line;
}

/** File and line of what a header key says, or of a word in it. */
export function headerAt(model: Model, key: HeaderKey, named?: string): string {
  const place = model.headerPlaces[key];
  const found = named === undefined ? -1 : (model.headers[key]?.search(wholly(named)) ?? -1);
  return `${model.file}:${place ? lineAt(place, Math.max(0, found)) : model.firstLine}`;
}

const wholly = (text: string) => new RegExp(`(?<!\\w)${text.replaceAll(/[^\w]/g, '\\$&')}(?!\\w)`);

export type Header = {
  description: string;
  lines: ReadonlyMap<HeaderKey, HeaderLine>;
  /** What follows the header, and the line it starts at (1-based). */
  sql: string;
  sqlLine: number;
  problems: EntrepotError[];
};

const keyLine = /^--\s*([a-z_]+)\s*:\s*(.*)$/;
const continuation = /^--\s{3,}(\S.*)$/;

/**
 * Reads the comment at the head of a model: free text first, then one `-- key: value` a line. A line that starts with
 * three or more spaces after the dashes goes on with the value above it. Every mistake is collected.
 */
export function parseHeader(file: string, text: string): Header {
  const all = text.split(/\r?\n/);
  const free: string[] = [];
  const lines = new Map<HeaderKey, HeaderLine>();
  const problems: EntrepotError[] = [];
  let last: HeaderLine | undefined;
  let index = 0;
  for (; index < all.length; index++) {
    const line = all[index]!.trim();
    if (line === '' && lines.size === 0 && last === undefined) continue;
    if (!line.startsWith('--')) break;
    const at = `${file}:${index + 1}`;
    const match = keyLine.exec(line);
    if (match) last = takeLine(match[1]!, match[2]!.trim(), index + 1, at, lines, problems) ?? last;
    else if (last && continuation.test(line)) goOn(last, continuation.exec(line)![1]!.trim(), index + 1);
    else if (last) problems.push(notAKey(line, at));
    else free.push(line.replace(/^--\s?/, ''));
  }
  return {
    description: free.join('\n').trim(),
    lines,
    sql: all.slice(index).join('\n').trim().replace(/;\s*$/, ''),
    sqlLine: index + 1 + leadingBlank(all.slice(index)),
    problems,
  };
}

function goOn(last: HeaderLine, text: string, line: number): void {
  last.value += ' ';
  last.continued.push({ offset: last.value.length, line });
  last.value += text;
}

function takeLine(
  key: string,
  value: string,
  line: number,
  at: string,
  lines: Map<HeaderKey, HeaderLine>,
  problems: EntrepotError[],
): HeaderLine | undefined {
  const known = headerKeys.find((candidate) => candidate === key);
  if (known === undefined) {
    problems.push(
      new EntrepotError('MODEL_INVALID', `There is no header key «${key}».`, {
        at,
        asked: key,
        available: headerKeys,
        fix: `Did you mean «${nearest(key, headerKeys, 1)[0]}»? Free text goes above the first key.`,
      }),
    );
    return undefined;
  }
  if (lines.has(known) || value === '') {
    const what = value === '' ? 'has no value' : 'is given twice';
    problems.push(
      new EntrepotError('MODEL_INVALID', `The header key «${key}» ${what}.`, {
        at,
        asked: key,
        fix: value === '' ? 'Give it a value or remove the line.' : 'Keep one line of it.',
      }),
    );
    return undefined;
  }
  const entry = { key: known, value, line, continued: [] };
  lines.set(known, entry);
  return entry;
}

function notAKey(line: string, at: string): EntrepotError {
  return new EntrepotError('MODEL_INVALID', `«${line}» is not a «-- key: value» line.`, {
    at,
    asked: line,
    available: headerKeys,
    fix: 'Put free text above the first key; indent by three spaces to go on with a value.',
  });
}

function leadingBlank(lines: readonly string[]): number {
  const first = lines.findIndex((line) => line.trim() !== '');
  return Math.max(first, 0);
}
