import { stringLiteral } from '#warehouse';

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

/** Statements whose answer, if any, is small. Everything else is asked for block by block. */
const commands = new Set(
  `ALTER ATTACH BACKUP BEGIN CHECK COMMIT CREATE DELETE DESC DESCRIBE DETACH DROP EXCHANGE EXISTS EXPLAIN GRANT INSERT KILL
  MOVE OPTIMIZE RENAME REPLACE RESTORE REVOKE ROLLBACK SET SHOW SYSTEM TRUNCATE UNDROP UPDATE USE WATCH`.split(
    /\s+/,
  ),
);

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
  const format = keyword === 'INSERT' ? undefined : lastFormat(sql);
  return { kind: commands.has(keyword) ? 'other' : 'select', sql, format, keyword };
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

/** The name after the last FORMAT outside of parentheses. */
function lastFormat(sql: string): string | undefined {
  if (!/\bformat\b/i.test(sql)) return undefined;
  let depth = 0;
  let after = false;
  let found: string | undefined;
  for (const token of tokens(sql)) {
    if (token.text === '(') depth++;
    else if (token.text === ')') depth--;
    if (after && /^[A-Za-z]/.test(token.text)) found = token.text;
    after = depth === 0 && token.text.toUpperCase() === 'FORMAT';
  }
  return found;
}
