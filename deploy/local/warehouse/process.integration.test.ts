import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestServer } from './test-server.ts';

let test: TestServer;
const ask: TestServer['ask'] = (...request) => test.ask(...request);

beforeAll(async () => {
  test = await TestServer.start();
});

afterAll(() => test?.stop());

describe('bodies', () => {
  /** Sends raw bytes in the given pieces; the last `cut` bytes that were announced never come. */
  async function send(
    pieces: Uint8Array[],
    cut: number,
    headers: Record<string, string> = {},
  ): Promise<void> {
    const query = encodeURIComponent('INSERT INTO pieces FORMAT CSV');
    const length = pieces.reduce((sum, piece) => sum + piece.length, cut);
    const request = httpRequest(`${test.url}/?user=platform&password=p&query=${query}`, {
      method: 'POST',
      headers: { 'Content-Length': length, ...headers },
    });
    const answered = cut === 0 ? once(request, 'response') : undefined;
    request.on('error', () => undefined);
    for (const piece of pieces) {
      request.write(piece);
      await sleep(20);
    }
    if (!answered) return void request.destroy();
    request.end();
    const [response] = await answered;
    response.resume();
    await once(response, 'end');
  }

  it('lands complete ones, wherever they were cut, and nothing of incomplete ones', async () => {
    await ask('CREATE TABLE pieces (x String) ENGINE = MergeTree ORDER BY x');
    const bytes = Buffer.from('数据,\n'.replace(',', ''));
    await send([bytes.subarray(0, 2), bytes.subarray(2)], 0);
    await send([Buffer.from('lost\n'), Buffer.from('lost\n')], 5);
    const packed = gzipSync('packed\n');
    await send([packed], 0, { 'Content-Encoding': 'gzip' });
    await send([zstdCompressSync('squeezed\n')], 0, { 'Content-Encoding': 'zstd' });
    await send([gzipSync('half\n'.repeat(10_000)).subarray(0, 60)], 0, { 'Content-Encoding': 'gzip' });
    await send([zstdCompressSync('half\n'.repeat(10_000)).subarray(0, 15)], 0, {
      'Content-Encoding': 'zstd',
    });
    await sleep(200);
    expect((await ask('SELECT groupArray(x) FROM (SELECT x FROM pieces ORDER BY x)')).text).toBe(
      "['packed','squeezed','数据']\n",
    );
  });

  it('refuses an encoding it does not know', async () => {
    expect(
      (await ask('1', { query: 'INSERT INTO pieces FORMAT CSV' }, { 'Content-Encoding': 'snappy' })).status,
    ).toBe(501);
  });
});

describe('the process', () => {
  it('keeps what was answered through kill -9, and names the holder of a locked folder', async () => {
    await ask('CREATE TABLE kept (x UInt32) ENGINE = MergeTree ORDER BY x');
    for (let x = 0; x < 20; x++) await ask(`INSERT INTO kept VALUES (${x})`);
    await expect(test.spawnAgain()).rejects.toThrow(
      new RegExp(`in use by process ${test.server.process.pid}[^]*DATA_LOCKED`),
    );
    const ended = once(test.server.process, 'exit');
    test.server.process.kill('SIGKILL');
    await ended;
    await test.spawnAgain();
    expect((await ask('SELECT count() FROM kept')).text).toBe('20\n');
  });

  it('stops when the one who started it goes', async () => {
    const ended = once(test.server.process, 'exit');
    test.server.process.disconnect();
    expect((await ended)[0]).toBe(0);
    await test.spawnAgain();
    expect((await ask('SELECT count() FROM kept')).text).toBe('20\n');
  });
});

describe('clickhouse-connect (Python)', () => {
  const venv = join(tmpdir(), 'entrepot-clickhouse-connect');
  const python = join(venv, 'bin', 'python');
  const ready = () =>
    spawnSync(python, ['-c', 'import clickhouse_connect, pyarrow'], { stdio: 'ignore' }).status === 0;
  const install = () => {
    spawnSync('python3', ['-m', 'venv', venv], { stdio: 'ignore' });
    spawnSync(python, ['-m', 'pip', 'install', '-q', 'clickhouse-connect==1.12.0', 'pyarrow'], {
      stdio: 'ignore',
      timeout: 120_000,
    });
  };

  it('runs a session', async (context) => {
    if (!ready()) install();
    context.skip(!ready(), 'Python 3 with venv and a package index are needed to install clickhouse-connect');
    const script = fileURLToPath(new URL('./clickhouse-connect.test.py', import.meta.url));
    const { port } = new URL(test.url);
    const { stdout } = await promisify(execFile)(python, [script, port, 'platform', 'p', 'reader', 'r']);
    expect(stdout.trim()).toBe('all checks hold');
  });
});
