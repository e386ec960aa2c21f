import { stringLiteral } from '#warehouse';
import { tokens } from './statement.ts';

/**
 * The engine gives every statement an id of its own. The client's id and user travel in a comment in front of the
 * statement, from where `system.processes` shows them and KILL QUERY finds them.
 */
export function marker(queryId: string, user: string): string {
  return `/*id=${encode(queryId)} user=${encode(user)}*/ `;
}

/** A condition on `system.processes` that holds for one request's statement. */
export function isStatement(queryId: string): string {
  return `startsWith(query, ${stringLiteral(`/*id=${encode(queryId)} `)})`;
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('*', '%2A');
}

const marked = "startsWith(query, '/*id=')";
const idExpression = `if(${marked}, decodeURLComponent(extract(query, '^/\\\\*id=([^ ]*) ')), query_id)`;
const userExpression = `if(${marked}, decodeURLComponent(extract(query, 'user=([^*]*)\\\\*/')), user)`;
const processes = `(SELECT * REPLACE (${idExpression} AS query_id, ${userExpression} AS user, replaceRegexpOne(query, '^/\\\\*id=.*?\\\\*/ ', '') AS query) FROM system.processes)`;

/** Lets a statement that reads `system.processes` see clients' ids and users instead of the engine's. */
export function withClientProcesses(sql: string): string {
  if (!/system\s*\.\s*`?processes/i.test(sql)) return sql;
  return replaceNames(sql, (name) => (name === 'system.processes' ? processes : undefined));
}

/** `KILL QUERY WHERE …` in terms of clients' ids. A reader reaches only statements of its own user. */
export function killStatement(sql: string, user: string, access: 'full' | 'read' | 'safe'): string {
  const renamed = replaceNames(sql, (name) =>
    name === 'query_id' ? `(${idExpression})` : name === 'user' ? `(${userExpression})` : undefined,
  );
  if (access !== 'read') return renamed;
  const parts = /^([\s\S]*?\bwhere\b)([\s\S]*?)(\b(?:sync|async|test)\b[\s\S]*)?$/i.exec(renamed);
  if (!parts) return renamed;
  return `${parts[1]} (${parts[2]}) AND (${userExpression}) = ${stringLiteral(user)} ${parts[3] ?? ''}`;
}

/** Replaces names, single or qualified, outside of literals and comments. */
function replaceNames(sql: string, replacement: (name: string) => string | undefined): string {
  const all = [...tokens(sql)];
  let out = '';
  let copied = 0;
  for (let at = 0; at < all.length; at++) {
    const first = all[at]!;
    const qualified = all[at + 1]?.text === '.' && all[at + 2] !== undefined;
    const last = qualified ? all[at + 2]! : first;
    const name = (qualified ? `${bare(first.text)}.${bare(last.text)}` : bare(first.text)).toLowerCase();
    const text = all[at - 1]?.text === '.' ? undefined : replacement(name);
    if (text === undefined) continue;
    out += sql.slice(copied, first.start) + text;
    copied = last.end;
    if (qualified) at += 2;
  }
  return out + sql.slice(copied);
}

function bare(text: string): string {
  return /^[`"]/.test(text) ? text.slice(1, -1) : text;
}
