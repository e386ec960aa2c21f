import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestServer } from './test-server.ts';

let test: TestServer;
const ask: TestServer['ask'] = (...request) => test.ask(...request);
const client: TestServer['client'] = (settings) => test.client(settings);

beforeAll(async () => {
  test = await TestServer.start();
});

afterAll(() => test?.stop());

describe('the official client', () => {
  it('creates, inserts, asks with parameters and reads Arrow', async () => {
    const own = client();
    await own.command({
      query: 'CREATE TABLE client_t (id UInt32, name String) ENGINE = MergeTree ORDER BY id',
    });
    const awkward = "it's «é»\t\\ {x:String} \n 数据";
    const inserted = await own.insert({
      table: 'client_t',
      values: [
        { id: 1, name: awkward },
        { id: 2, name: 'b' },
      ],
      format: 'JSONEachRow',
    });
    expect(inserted.summary?.written_rows).toBe('2');
    const found = await own.query({
      query: 'SELECT id, name FROM client_t WHERE name = {name:String} AND id IN {ids:Array(UInt32)}',
      query_params: { name: awkward, ids: [1, 2] },
      format: 'JSONEachRow',
    });
    expect(await found.json()).toEqual([{ id: 1, name: awkward }]);
    const arrow = await ask(
      "SELECT number AS n, toString(number) AS s FROM numbers(5) FORMAT ArrowStream SETTINGS output_format_arrow_compression_method = 'none'",
    );
    expect(arrow.status).toBe(200);
    const bytes = await fetch(
      `${test.url}/?query=${encodeURIComponent("SELECT number AS n FROM numbers(5) FORMAT ArrowStream SETTINGS output_format_arrow_compression_method = 'none'")}`,
      {
        headers: { Authorization: `Basic ${btoa('platform:p')}` },
      },
    ).then((answer) => answer.arrayBuffer());
    expect([...tableFromIPC(new Uint8Array(bytes)).getChild('n')!]).toEqual([0n, 1n, 2n, 3n, 4n]);
    await expect(own.query({ query: 'SELECT nosuch' })).rejects.toMatchObject({
      code: '47',
      type: 'UNKNOWN_IDENTIFIER',
    });
    await own.close();
  });

  it('keeps temporary tables and SET in a session, and only there', async () => {
    const own = client({ session_id: 'one' });
    await own.command({ query: 'CREATE TEMPORARY TABLE mine (x UInt8)' });
    await own.insert({ table: 'mine', values: [{ x: 7 }], format: 'JSONEachRow' });
    await own.command({ query: 'SET max_block_size = 1234' });
    const read = "SELECT x, getSetting('max_block_size') AS size FROM mine";
    const inside = await own.query({
      query: read,
      clickhouse_settings: { max_block_size: '99' as never },
      format: 'JSONEachRow',
    });
    expect(await inside.json()).toEqual([{ x: 7, size: 99 }]);
    const after = await own.query({ query: read, format: 'JSONEachRow' });
    expect(await after.json()).toEqual([{ x: 7, size: 1234 }]);
    expect((await ask('SELECT x FROM mine')).status).toBe(404);
    expect((await ask('SELECT 1', { session_id: 'nobody', session_check: '1' })).text).toContain(
      'SESSION_NOT_FOUND',
    );
    await own.close();
  });

  it('compresses both ways', async () => {
    const own = client({ compression: { request: true, response: true } });
    await own.command({ query: 'CREATE TABLE squeezed (x String) ENGINE = MergeTree ORDER BY x' });
    await own.insert({ table: 'squeezed', values: [{ x: 'ünï' }], format: 'JSONEachRow' });
    expect(
      await (await own.query({ query: 'SELECT x FROM squeezed', format: 'JSONEachRow' })).json(),
    ).toEqual([{ x: 'ünï' }]);
    await own.close();
  });

  it('tells an error in the middle of a stream', async () => {
    const own = client();
    const result = await own.query({
      query: "SELECT throwIf(number = 2000000, 'in the middle') AS x FROM numbers(3000000)",
      format: 'JSONEachRow',
      clickhouse_settings: { max_block_size: '10000' },
    });
    const read = async () => {
      for await (const rows of result.stream()) expect(rows.length).toBeGreaterThan(0);
    };
    await expect(read()).rejects.toThrow(/in the middle|aborted/);
    await own.close();
  });
});

describe('statements', () => {
  it('isolates settings, databases and parameters of requests from each other', async () => {
    const read = "SELECT getSetting('max_block_size'), currentDatabase()";
    expect((await ask(read, { max_block_size: '77', database: 'system' })).text).toBe('77\tsystem\n');
    expect((await ask(read)).text).toBe('65409\tdefault\n');
    await ask('SET max_block_size = 5');
    await ask('SELECT nosuch', { max_block_size: '78' });
    expect((await ask(read)).text).toBe('65409\tdefault\n');
    expect((await ask('SELECT {a:String}', { param_a: 'secret' })).text).toBe('secret\n');
    expect((await ask('SELECT {a:String}')).text).toContain('Code: 456');
  });

  it.each([
    ['SELECT nosuch', {}, 404, '47'],
    ['SELEC 1', {}, 400, '62'],
    ['SELECT 1; SELECT 2', {}, 400, '62'],
    ['SELECT 1', { database: 'nosuch' }, 404, '81'],
    ['SELECT 1', { nosuch_setting: '1' }, 404, '115'],
    ["SELECT 1 INTO OUTFILE '/tmp/never'", {}, 500, '180'],
    [
      'SELECT sleep(3)',
      { max_execution_time: '1', function_sleep_max_microseconds_per_block: '5000000' },
      408,
      '159',
    ],
  ])('refuses %s %j with status %i and code %s', async (sql, address, status, code) => {
    const answer = await ask(sql, address as Record<string, string>);
    expect({ status: answer.status, code: answer.headers.get('x-clickhouse-exception-code') }).toEqual({
      status,
      code,
    });
    expect(answer.text).toMatch(new RegExp(`^Code: ${code}\\. DB::Exception: `));
  });

  it('shows a mistake where the client made it, and nothing of its own', async () => {
    const answer = await ask('SELECT 1 FROM (SELECT 2');
    expect(answer.text).toMatch(/failed at position (15|24)\b/);
    expect((await ask('SELECT 1 AS x WHERE nosuch(')).text).not.toMatch(/OUTFILE|user=/);
  });

  it('sends documents of every size in one piece', async () => {
    const json = await ask('SELECT number AS format FROM numbers(300000) FORMAT JSON');
    const parsed = JSON.parse(json.text) as { rows: number; data: unknown[] };
    expect([parsed.rows, parsed.data.length]).toEqual([300_000, 300_000]);
    const csv = await ask('SELECT number AS format FROM numbers(300000)', { default_format: 'CSVWithNames' });
    expect(csv.headers.get('x-clickhouse-format')).toBe('CSVWithNames');
    expect(csv.text.split('\n').length).toBe(300_002);
  });

  it('asks for a password', async () => {
    const answer = await ask('SELECT 1', {}, { 'X-ClickHouse-Key': 'wrong' });
    expect([answer.status, answer.headers.get('x-clickhouse-exception-code')]).toEqual([403, '516']);
  });

  it.each([
    'Native',
    'RowBinary',
    'ArrowStream',
    'Parquet',
    'CSVWithNames',
    'JSONCompactEachRow',
    'TSKV',
    'Values',
    'Arrow',
    'ORC',
    'JSON',
  ])('writes and reads %s', async (format) => {
    const table = `format_${format.toLowerCase()}`;
    await ask(`CREATE TABLE ${table} (a UInt32, b String) ENGINE = MergeTree ORDER BY a`);
    const response = await fetch(`${test.url}/?default_format=${format}`, {
      method: 'POST',
      body: "SELECT toUInt32(number) AS a, concat('é ', toString(number)) AS b FROM numbers(200000)",
      headers: { 'X-ClickHouse-User': 'platform', 'X-ClickHouse-Key': 'p' },
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const inserted = await ask(bytes, { query: `INSERT INTO ${table} FORMAT ${format}` });
    expect([inserted.status, inserted.text]).toEqual([200, '']);
    expect(JSON.parse(inserted.headers.get('x-clickhouse-summary')!).written_rows).toBe('200000');
    expect((await ask(`SELECT count(), sum(a), max(b) FROM ${table}`)).text).toBe(
      '200000\t19999900000\té 99999\n',
    );
  });

  it('takes an empty line for data and never for the end of it', async () => {
    await ask('CREATE TABLE lines (x String) ENGINE = MergeTree ORDER BY x');
    for (const body of ['a\n\nDROP TABLE lines\n', '\n\nb\n', '"c\n\n;\nSELECT 1"\n']) {
      const answer = await ask(body, { query: 'INSERT INTO lines FORMAT CSV' });
      expect([answer.status, answer.text]).toEqual([200, '']);
    }
    const found = await ask('SELECT arraySort(groupArray(x)) FROM lines');
    expect(found.text).toBe("['','','','DROP TABLE lines','a','b','c\\n\\n;\\nSELECT 1']\n");
  });

  it('applies settings to one insert', async () => {
    await ask('CREATE TABLE delimited (a UInt8, b String) ENGINE = MergeTree ORDER BY a');
    const sql = 'INSERT INTO delimited SETTINGS input_format_allow_errors_num = 0 FORMAT CSV';
    expect((await ask('1\x01é\n', { query: sql, format_csv_delimiter: '\x01' })).text).toBe('');
    expect((await ask("INSERT INTO delimited VALUES (2, 'x')")).text).toBe('');
    expect((await ask('INSERT INTO delimited SELECT 3, toString(number) FROM numbers(1)')).text).toBe('');
    expect((await ask('SELECT arraySort(groupArray((a, b))) FROM delimited')).text).toBe(
      "[(1,'é'),(2,'x'),(3,'0')]\n",
    );
  });

  it('takes parameters from a form', async () => {
    const form = new FormData();
    form.set('query', 'SELECT {a:String}');
    form.set('param_a', 'x'.repeat(100_000));
    const response = await fetch(test.url, {
      method: 'POST',
      body: form,
      headers: { 'X-ClickHouse-User': 'platform', 'X-ClickHouse-Key': 'p' },
    });
    expect((await response.text()).length).toBe(100_001);
  });
});

describe('the reader', () => {
  it('reads, with settings of its own, and nothing else', async () => {
    const reader = (sql: string, address = {}) => ask(sql, address, {}, 'reader');
    expect((await reader("SELECT getSetting('max_threads')", { max_threads: '1' })).text).toBe('1\n');
    const refused = [
      'CREATE TABLE no (a UInt8) ENGINE = Memory',
      'SET readonly = 0',
      'DROP TABLE client_t',
      "INSERT INTO client_t VALUES (9, 'x')",
      "SELECT * FROM file('/etc/hostname', 'LineAsString')",
      "SELECT file('/etc/hostname')",
      "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')",
      "SELECT * FROM s3('http://127.0.0.1:1/bucket/x.csv')",
      'SELECT 1 SETTINGS readonly = 0',
    ];
    for (const sql of refused)
      expect([sql, (await reader(sql)).text]).toEqual([sql, expect.stringContaining('Code: 164')]);
    expect((await reader('SELECT 1', { readonly: '0' })).text).toBe('1\n');
    expect((await reader('SELECT count() > 0 FROM client_t')).text).toBe('1\n');
  });
});

describe('long statements', () => {
  const running = async (id: string) =>
    (await ask(`SELECT count() FROM system.processes WHERE query_id = '${id}'`)).text.trim();
  const until = async (id: string, count: string) => {
    for (let tries = 0; tries < 100 && (await running(id)) !== count; tries++) await sleep(50);
    return running(id);
  };

  it('ends a stream whose client hangs up, without collecting it', async () => {
    const hangUp = new AbortController();
    const response = await fetch(`${test.url}/?query_id=endless&user=platform&password=p`, {
      method: 'POST',
      body: 'SELECT number FROM system.numbers',
      signal: hangUp.signal,
    });
    const reader = response.body!.getReader();
    expect((await reader.read()).value!.length).toBeGreaterThan(0);
    expect(await until('endless', '1')).toBe('1');
    hangUp.abort();
    expect(await until('endless', '0')).toBe('0');
  });

  it('ends what computes without answering, by hang-up and by KILL QUERY', async () => {
    const endless = 'SELECT sum(sipHash64(number)) FROM system.numbers';
    const gone = ask(endless, { query_id: 'gone' }).catch(() => undefined);
    const killed = ask(endless, { query_id: "killed'%2A" });
    const request = httpRequest(`${test.url}/?query_id=lost&user=platform&password=p`, { method: 'POST' });
    request.on('error', () => undefined);
    request.end(endless);
    expect(await until('gone', '1')).toBe('1');
    expect(await until('lost', '1')).toBe('1');
    request.destroy();
    expect(await until('lost', '0')).toBe('0');
    expect((await ask("KILL QUERY WHERE query_id = 'killed\\'%2A' ASYNC", {}, {}, 'reader')).status).toBe(
      200,
    );
    expect(await running("killed\\'%2A")).toBe('1');
    await ask("KILL QUERY WHERE query_id IN ('killed\\'%2A', 'gone') ASYNC");
    expect((await killed).text).toContain('Code: 394');
    await gone;
  });

  it('plans a heavy statement without holding up the others', async () => {
    const heavy = ask('SELECT (SELECT sum(sipHash64(number)) FROM numbers(60000000)) FROM numbers(1)');
    const startedAt = performance.now();
    expect((await fetch(`${test.url}/ping`)).status).toBe(200);
    expect((await ask('SELECT 1')).text).toBe('1\n');
    const passed = performance.now() - startedAt;
    await heavy;
    expect(passed).toBeLessThan(performance.now() - startedAt);
  });

  it('completes an answer first where the client asks for that', async () => {
    const answer = await ask('SELECT number FROM numbers(2000000)', { wait_end_of_query: '1' });
    expect(JSON.parse(answer.headers.get('x-clickhouse-summary')!).result_rows).toBe('2000000');
    expect(answer.text.length).toBe(14_888_890);
    const failing = 'SELECT throwIf(number = 1999999) FROM numbers(2000000)';
    expect((await ask(failing, { wait_end_of_query: '1' })).status).toBe(500);
  });
});
