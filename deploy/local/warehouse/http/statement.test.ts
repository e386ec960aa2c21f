import { describe, expect, it } from 'vitest';
import { answerPosition, readStatement, settingsList } from './statement.ts';

const read = (sql: string, settings = {}) => readStatement(Buffer.from(sql), settings);

describe('readStatement', () => {
  it.each([
    ['SELECT 1', 'select'],
    ['-- why\n/* not */ with x as (select 1) select * from x', 'select'],
    ['((SELECT 1) UNION ALL (SELECT 2))', 'select'],
    ['FROM t SELECT a', 'select'],
    ['CREATE TABLE t (a UInt8) ENGINE = Memory', 'other'],
    ['INSERT INTO t SELECT 1', 'other'],
    ['INSERT INTO t (a, `select`) WITH 1 AS x SELECT x', 'other'],
    ['INSERT INTO t VALUES (1)', 'insert'],
    ['INSERT INTO t FORMAT CSV\n1', 'insert'],
  ])('%s is a %s', (sql, kind) => expect(read(sql).kind).toBe(kind));

  it('parts an insert into head, settings, format and data', () => {
    const sql =
      'INSERT INTO db.`format` (a, `values`) SETTINGS x = \'FORMAT y\' FORMAT JSONEachRow\n{"a":1}\n';
    expect(read(sql, { y: "it's" })).toEqual({
      kind: 'insert',
      head: 'INSERT INTO db.`format` (a, `values`)',
      settings: "y = 'it\\'s', x = 'FORMAT y'",
      format: 'JSONEachRow',
      body: Buffer.from('{"a":1}\n'),
    });
  });

  it('keeps bytes of the data as they are', () => {
    const data = Buffer.from([0xff, 0xfe, 0x0a, 0x0a, 0x27, 0x00]);
    const statement = readStatement(
      Buffer.concat([Buffer.from('INSERT INTO `té` FORMAT RowBinary\n'), data]),
    );
    expect(statement).toMatchObject({ kind: 'insert', head: 'INSERT INTO `té`', body: data });
  });

  it('takes off one line end before the data and no more', () => {
    expect(read('INSERT INTO t FORMAT CSV \r\n\n1')).toMatchObject({ body: Buffer.from('\n1') });
    expect(read('INSERT INTO FUNCTION remote(`x`, y) FORMAT CSV 1')).toMatchObject({
      head: 'INSERT INTO FUNCTION remote(`x`, y)',
      body: Buffer.from('1'),
    });
  });

  it('knows a FORMAT clause from a column, a string and a comment', () => {
    const format = (sql: string) => (read(sql) as { format?: string }).format;
    expect(format('SELECT 1 format JSON')).toBe('JSON');
    expect(format('SELECT 1 FORMAT CSV SETTINGS max_threads = 1;')).toBe('CSV');
    expect(format("SELECT format FROM t WHERE x = 'FORMAT JSON' -- FORMAT CSV")).toBeUndefined();
    expect(format('SELECT * FROM (SELECT 1) AS x /* FORMAT y */')).toBeUndefined();
  });

  it('refuses more than one statement', () => {
    expect(() => read('SELECT 1; DROP TABLE t')).toThrow(/Multi-statements/);
    expect(read("SELECT ';' ; -- end").kind).toBe('select');
  });
});

describe('answerPosition', () => {
  it.each([
    ['SELECT 1', 'SELECT 1', ''],
    ['SELECT 1 ; -- x', 'SELECT 1', ' ; -- x'],
    ['SELECT 1 FORMAT JSON SETTINGS a = 1', 'SELECT 1 ', 'FORMAT JSON SETTINGS a = 1'],
    ['SELECT format FROM t', 'SELECT format FROM t', ''],
  ])('parts %s', (sql, head, tail) => {
    const at = answerPosition(sql);
    expect([sql.slice(0, at), sql.slice(at)]).toEqual([head, tail]);
  });
});

describe('settingsList', () => {
  it('quotes values', () => {
    expect(settingsList({ a: '1', b: "'\\" })).toBe("a = '1', b = '\\'\\\\'");
  });
});
