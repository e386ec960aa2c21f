import { stringLiteral } from '#warehouse';
import { WarehouseRefusal } from './refusal.ts';

const skipPattern = /(?:\s+|--[^\n]*(?:\n|$)|#[ !][^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/y;
const tokenPattern =
  /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S])*"|`(?:[^`\\]|\\[\s\S])*`|[A-Za-z_][A-Za-z0-9_]*|[\s\S]/y;

export type Token = { text: string; start: number; end: number };

/** The statement's tokens one by one, without blanks and comments; literals and quoted names are one token each. */
export function* tokens(sql: string): Generator<Token> {
  let at = 0;
  while (at < sql.length) {
    skipPattern.lastIndex = at;
    skipPattern.test(sql);
    at = skipPattern.lastIndex;
    if (at >= sql.length) return;
    tokenPattern.lastIndex = at;
    const text = tokenPattern.exec(sql)![0];
    yield { text, start: at, end: at + text.length };
    at += text.length;
  }
}

/** A request's statement, as far as it must be understood to run it: nothing is rewritten but inserts' settings. */
export type Statement =
  | { kind: 'select' | 'other'; sql: string; format: string | undefined; keyword: string }
  | InsertStatement;

/** `head` ends before SETTINGS and FORMAT; `settings` are the request's and then the statement's own, which win. */
export type InsertStatement = {
  kind: 'insert';
  head: string;
  settings: string;
  format: string;
  body: Buffer;
};

/** Every other statement has a small answer or none. */
const queries = new Set(['SELECT', 'WITH', 'FROM']);

/** Bytes of a statement that are searched for the end of an INSERT's head. */
const headLimit = 1 << 20;

/**
 * Recognises the statement in `bytes`. Lexed as Latin-1, in which every byte is a character: offsets are byte offsets,
 * and no byte of a multibyte character looks like SQL.
 */
export function readStatement(bytes: Buffer, settings: Readonly<Record<string, string>> = {}): Statement {
  const head = bytes.toString('latin1', 0, headLimit);
  const keyword = firstKeyword(head);
  if (keyword === 'INSERT') {
    const insert = readInsert(bytes, head, settings);
    if (insert) return insert;
  }
  const sql = bytes.toString('utf8');
  if (sql.includes(';')) refuseSeveral(sql);
  const format = keyword === 'INSERT' ? undefined : formatClause(sql)?.name;
  return { kind: queries.has(keyword) ? 'select' : 'other', sql, format, keyword };
}

function firstKeyword(sql: string): string {
  for (const token of tokens(sql)) if (token.text !== '(') return token.text.toUpperCase();
  return '';
}

/** The head and the data of `INSERT … FORMAT x <data>` or `INSERT … VALUES <data>`; undefined for INSERT SELECT. */
function readInsert(
  bytes: Buffer,
  head: string,
  settings: Readonly<Record<string, string>>,
): InsertStatement | undefined {
  let depth = 0;
  let named = false;
  let before = '';
  let headEnd: number | undefined;
  let ownSettings: number | undefined;
  let formatStart: number | undefined;
  const insert = (format: string, data: number): InsertStatement => {
    const end = formatStart ?? 0;
    const own = ownSettings === undefined ? '' : bytes.toString('utf8', ownSettings, end).trim();
    return {
      kind: 'insert',
      head: bytes.toString('utf8', 0, headEnd ?? end).trimEnd(),
      settings: [settingsList(settings), own].filter(Boolean).join(', '),
      format,
      body: bytes.subarray(data),
    };
  };
  for (const token of tokens(head)) {
    const word = token.text.toUpperCase();
    if (formatStart !== undefined) return insert(token.text, dataStart(head, token.end));
    if (word === '(') depth++;
    else if (word === ')') depth--;
    else if (depth === 0 && named && before !== '.') {
      if (word === 'SELECT' || word === 'WITH' || word === 'FROM') return undefined;
      if (word === 'FORMAT' || word === 'VALUES') formatStart = token.start;
      if (word === 'VALUES') return insert('Values', token.end);
      if (word === 'SETTINGS') {
        headEnd ??= token.start;
        ownSettings ??= token.end;
      }
    }
    if (!named && !['INSERT', 'INTO', 'TABLE', 'FUNCTION'].includes(word)) named = true;
    before = word;
  }
  return undefined;
}

/** Where the data begins: after blanks and at most one line end. */
function dataStart(head: string, from: number): number {
  const pattern = /[ \t\f]*(?:;[ \t\f]*)?(?:\r?\n)?/y;
  pattern.lastIndex = from;
  pattern.test(head);
  return pattern.lastIndex;
}

/** `name = 'value', …` for SET and SETTINGS. */
export function settingsList(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${stringLiteral(value)}`)
    .join(', ');
}

/**
 * The statement's FORMAT clause: where it stands and its name. A column of that name is none: what follows the clause
 * can only be SETTINGS or the end.
 */
function formatClause(sql: string): { start: number; name: string } | undefined {
  if (!/\bformat\b/i.test(sql)) return undefined;
  const all = [...tokens(sql)].filter((token) => token.text !== ';');
  let depth = 0;
  let found: { start: number; name: string } | undefined;
  all.forEach((token, at) => {
    if (token.text === '(') depth++;
    else if (token.text === ')') depth--;
    if (depth !== 0 || token.text.toUpperCase() !== 'FORMAT') return;
    const name = all[at + 1]?.text ?? '';
    const after = all[at + 2]?.text.toUpperCase();
    if (/^[A-Za-z]\w*$/.test(name) && (after === undefined || after === 'SETTINGS')) {
      found = { start: token.start, name };
    }
  });
  return found;
}

/** Where a SELECT takes INTO OUTFILE: before FORMAT, else at its end. */
export function answerPosition(sql: string): number {
  const format = formatClause(sql);
  if (format) return format.start;
  let end = 0;
  for (const token of tokens(sql)) if (token.text !== ';') end = token.end;
  return end;
}

/** A server takes one statement a request. */
function refuseSeveral(sql: string): void {
  let ended = false;
  for (const token of tokens(sql)) {
    if (ended && token.text !== ';') {
      throw new WarehouseRefusal(
        62,
        'SYNTAX_ERROR',
        `Syntax error (Multi-statements are not allowed): failed at position ${token.start + 1}`,
      );
    }
    if (token.text === ';') ended = true;
  }
}
