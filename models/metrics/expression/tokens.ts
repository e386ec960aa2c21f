import { EntrepotError } from '#errors';

export type Token = { kind: 'word' | 'number' | 'string' | 'symbol' | 'end'; text: string; at: number };

const pattern =
  /\s*(?:(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<number>\d+(?:\.\d+)?)|'(?<string>(?:[^'\\]|'')*)'|(?<symbol><=|>=|!=|[-+*/(),=<>]))/y;

/** Splits a formula into words, numbers, quoted text (a quote inside is written twice) and symbols. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  let position = 0;
  while (text.slice(position).trim() !== '') {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (match === null) {
      const start = position + (text.slice(position).length - text.slice(position).trimStart().length);
      throw new EntrepotError('METRIC_INVALID', `«${text[start]}» has no meaning in a formula.`, {
        asked: text,
        available: ['names', 'numbers', "'text'", '+ - * / ( ) ,', '= != < <= > >='],
        fix: `Remove or replace what stands at position ${start + 1}.`,
      });
    }
    tokens.push({ ...tokenOf(match.groups!), at: position });
    position = pattern.lastIndex;
  }
  return [...tokens, { kind: 'end', text: '', at: text.length }];
}

function tokenOf(groups: Record<string, string | undefined>): Pick<Token, 'kind' | 'text'> {
  if (groups.word !== undefined) return { kind: 'word', text: groups.word };
  if (groups.number !== undefined) return { kind: 'number', text: groups.number };
  if (groups.string !== undefined) return { kind: 'string', text: groups.string.replaceAll("''", "'") };
  return { kind: 'symbol', text: groups.symbol! };
}
