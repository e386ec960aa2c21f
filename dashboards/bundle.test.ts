import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';

const kilobyte = 1_000;
const config = fileURLToPath(new URL('./vite.config.ts', import.meta.url));
let folder = '';
let scripts: { name: string; size: number }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entrepot-wall-'));
  await build({ configFile: config, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  const names = (await readdir(join(folder, 'assets'))).filter((name) => name.endsWith('.js'));
  scripts = await Promise.all(
    names.map(async (name) => ({
      name,
      size: gzipSync(await readFile(join(folder, 'assets', name))).length,
    })),
  );
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

it('stays within 210 kB of code and 40 kB of map, compressed', () => {
  const map = scripts.filter(({ name }) => name.startsWith('world-map'));
  const code = scripts.filter(({ name }) => !name.startsWith('world-map'));
  const total = (files: typeof scripts) => files.reduce((sum, { size }) => sum + size, 0);
  expect(map).toHaveLength(1);
  expect(total(map)).toBeLessThanOrEqual(40 * kilobyte);
  expect(total(code)).toBeGreaterThan(50 * kilobyte);
  expect(total(code)).toBeLessThanOrEqual(210 * kilobyte);
});

it('contains neither React nor MUI', async () => {
  for (const { name } of scripts) {
    const text = await readFile(join(folder, 'assets', name), 'utf8');
    expect(/__CLIENT_INTERNALS|MuiThemeProvider|react\.element/.test(text), name).toBe(false);
  }
});
