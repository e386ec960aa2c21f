import { describe, expect, it } from 'vitest';
import type { Access } from '../users.ts';
import { planStatement } from './plan.ts';
import { readRequest } from './request.ts';
import { readStatement } from './statement.ts';

function plan(sql: string, search = '', access: Access | 'safe' = 'full', session?: string) {
  const options = readRequest(new URL(`http://w/?user=u&${search}`), {});
  return planStatement(readStatement(Buffer.from(sql), options.settings), options, 'q', access, session);
}

describe('planStatement', () => {
  it('shares a connection only among equals, and locks it last', () => {
    const one = plan('SELECT 1', 'max_threads=1').job.connection;
    expect(one).toEqual(plan('SELECT 2', 'max_threads=1').job.connection);
    expect(plan('SELECT 1').job.connection.key).not.toBe(one.key);
    expect(plan('SELECT 1', 'max_threads=1', 'read').job.connection.start).toBe(
      "SET max_threads = '1', readonly = 1",
    );
    expect(plan('SELECT 1', 'readonly=0', 'read').job.connection.start).toMatch(/readonly = 1$/);
    expect(plan('SELECT 1', 'database=d', 'safe').job.connection.start).toBe('USE `d`; SET readonly = 2');
  });

  it('throws a connection away that the statement may have changed', () => {
    expect(plan('SELECT 1').job.connection.afterwards).toBe('reuse');
    expect(plan('SET max_threads = 1').job.connection.afterwards).toBe('discard');
    expect(plan('SET max_threads = 1', '', 'full', 's').job.connection.afterwards).toBe('session');
  });

  it('keeps inserts, queries and kills apart', () => {
    expect(plan('INSERT INTO t FORMAT CSV\n1').lane).toBe('inserts');
    expect(plan('INSERT INTO t SELECT 1').lane).toBe('queries');
    expect(plan("KILL QUERY WHERE query_id = 'x'").lane).toBe('control');
  });

  it('sends an insert whose body has an empty line by way of a file', () => {
    const byFile = (body: string) => plan(`INSERT INTO t FORMAT CSV\n${body}`).job.work;
    expect(byFile('1\n2\n')).toMatchObject({ byFile: false });
    expect(byFile('1\n\n2\n')).toMatchObject({ byFile: true });
    expect(byFile('\n2\n')).toMatchObject({ byFile: true });
  });

  it('refuses to write and, for readers, to read files', () => {
    expect(() => plan("SELECT 1 INTO OUTFILE 'x'")).toThrow(/INTO OUTFILE/);
    expect(() => plan('SELECT `file` (`x`)', '', 'read')).toThrow(/readonly/);
    expect(plan("SELECT 'into outfile'", '', 'read').lane).toBe('queries');
  });

  it('speaks of clients’ ids to the engine, and of a reader’s own statements only', () => {
    const sql = (access: Access) =>
      (plan("KILL QUERY WHERE query_id = 'x' SYNC", '', access).job.work as { sql: string }).sql;
    expect(sql('full')).toContain('decodeURLComponent');
    expect(sql('read')).toMatch(/AND .* = 'u' SYNC$/);
    const seen = plan('SELECT query_id FROM system.processes').job.work;
    expect(seen).toMatchObject({ head: expect.stringContaining('FROM (SELECT * REPLACE') });
  });
});
