import { identifier, stringLiteral } from '#warehouse';
import type { Job, Work } from '../engine/job.ts';
import type { Access } from '../users.ts';
import { killStatement, marker, withClientProcesses } from './query-id.ts';
import { WarehouseRefusal } from './refusal.ts';
import type { RequestOptions } from './request.ts';
import { answerPosition, type InsertStatement, type Statement, settingsList, tokens } from './statement.ts';

export type Plan = {
  job: Job;
  lane: 'queries' | 'inserts' | 'control';
  /** The format of the answer. */
  format: string;
  /** Whether the statement only reads, so that it is pointless once its client has gone. */
  reads: boolean;
  /** Characters that stand in front of the client's own statement. */
  added: number;
};

/** Decides how a statement is run. `sessionKey` is the session's connection, if the request is part of one. */
export function planStatement(
  statement: Statement,
  options: RequestOptions,
  queryId: string,
  access: Access | 'safe',
  sessionKey: string | undefined,
): Plan {
  const format =
    (statement.kind === 'insert' ? undefined : statement.format) ?? options.defaultFormat ?? 'TabSeparated';
  const work = workOf(statement, options, queryId, access, format);
  const names = Object.keys(options.parameters);
  const parameters = names.map((name) => `param_${name} = ${stringLiteral(options.parameters[name]!)}`);
  const keyword = statement.kind === 'insert' ? 'INSERT' : statement.keyword;
  const job: Job = {
    connection:
      sessionKey === undefined || access !== 'full'
        ? ownConnection(statement, options, access)
        : sessionConnection(statement, options, sessionKey),
    parameters: parameters.length === 0 ? '' : `SET ${parameters.join(', ')}`,
    parameterNames: names,
    work,
  };
  const lane = keyword === 'KILL' ? 'control' : statement.kind === 'insert' ? 'inserts' : 'queries';
  return {
    job,
    lane,
    format,
    reads: statement.kind === 'select',
    added: marker(queryId, options.user).length,
  };
}

function workOf(
  statement: Statement,
  options: RequestOptions,
  queryId: string,
  access: Access | 'safe',
  format: string,
): Work {
  const mark = marker(queryId, options.user);
  if (statement.kind === 'insert') return insertWork(mark, statement);
  refuseFiles(statement.sql, access);
  const sql =
    statement.keyword === 'KILL'
      ? killStatement(statement.sql, options.user, access)
      : withClientProcesses(statement.sql);
  if (statement.kind === 'other') return { kind: 'run', sql: mark + sql, format };
  const at = answerPosition(sql);
  return { kind: 'select', head: mark + sql.slice(0, at), tail: sql.slice(at), format };
}

/**
 * The engine takes an empty line for the end of inserted data and runs what follows as SQL, so a body that holds one
 * goes by way of a file. A line feed stands between statement and body already.
 */
function insertWork(mark: string, statement: InsertStatement): Work {
  const { head, settings, format, body } = statement;
  const tail = `${settings && ` SETTINGS ${settings}`} FORMAT ${format}`;
  const byFile = body[0] === lineFeed || body.includes('\n\n');
  return { kind: 'insert', head: mark + head, tail, body, byFile };
}

const lineFeed = 10;

/** A `safe` request may only read, as GET demands, but say in its statement with which settings. */
const readonly: Readonly<Record<Access | 'safe', string>> = {
  full: '',
  safe: 'readonly = 2',
  read: 'readonly = 1',
};

/** A connection of its own, in a state that lasts: `readonly` comes last and cannot be lifted after it. */
function ownConnection(
  statement: Statement,
  options: RequestOptions,
  access: Access | 'safe',
): Job['connection'] {
  const settings = statement.kind === 'insert' ? '' : settingsList(options.settings);
  const all = [settings, readonly[access]].filter(Boolean).join(', ');
  const start = [databaseStatement(options.database), all && `SET ${all}`].filter(Boolean).join('; ');
  return { key: `${access}\0${start}`, start, afterwards: statement.kind === 'other' ? 'discard' : 'reuse' };
}

function sessionConnection(statement: Statement, options: RequestOptions, key: string): Job['connection'] {
  const settings =
    statement.kind === 'insert'
      ? undefined
      : { set: settingsList(options.settings), names: Object.keys(options.settings) };
  return { key, start: '', afterwards: 'session', settings, use: databaseStatement(options.database) };
}

function databaseStatement(database: string | undefined): string | undefined {
  return database === undefined ? undefined : `USE ${identifier(database)}`;
}

/** The engine believes itself a local tool, which may write answers to files and read any; a server may not. */
function refuseFiles(sql: string, access: Access | 'safe'): void {
  if (!/outfile|file/i.test(sql)) return;
  let before = '';
  for (const token of tokens(sql)) {
    const word = token.text.toLowerCase().replace(/^[`"]|[`"]$/g, '');
    if (before === 'into' && word === 'outfile') {
      throw new WarehouseRefusal(180, 'INTO_OUTFILE_NOT_ALLOWED', 'INTO OUTFILE is not allowed over HTTP');
    }
    if (access === 'read' && before === 'file' && word === '(') {
      throw new WarehouseRefusal(164, 'READONLY', 'Files cannot be read in readonly mode');
    }
    before = word;
  }
}
