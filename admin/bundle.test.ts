import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Manifest } from 'vite';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

const kilobyte = 1_000;
const config = fileURLToPath(new URL('./vite.config.ts', import.meta.url));
let folder = '';
let manifest: Manifest = {};

beforeAll(async () => {
  // Vitest's own «test» would pack React's development build.
  vi.stubEnv('NODE_ENV', 'production');
  folder = await mkdtemp(join(tmpdir(), 'entrepot-console-'));
  await build({
    configFile: config,
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, manifest: true },
  });
  manifest = JSON.parse(await readFile(join(folder, '.vite/manifest.json'), 'utf8'));
}, 120_000);

afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** Files that are needed before the named ones can run. */
function neededFor(...entries: string[]): Set<string> {
  const files = new Set<string>();
  const seen = new Set<string>();
  const waiting = [...entries];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    files.add(manifest[name]!.file);
    waiting.push(...(manifest[name]!.imports ?? []));
  }
  return files;
}

async function gzipped(files: Iterable<string>): Promise<number> {
  const sizes = await Promise.all(
    [...files].map(async (file) => gzipSync(await readFile(join(folder, file))).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

it('reaches login and overview with at most 340 kB of code, compressed', async () => {
  const size = await gzipped(neededFor('index.html', 'src/home/home-page.tsx'));
  expect(size).toBeGreaterThan(100 * kilobyte);
  expect(size).toBeLessThanOrEqual(340 * kilobyte);
});

it('draws charts with a library that comes later, and small', async () => {
  const early = neededFor('index.html', 'src/home/home-page.tsx', 'src/metrics/explore-page.tsx');
  const charts = [...neededFor('src/charts/echarts-chart.tsx')].filter((file) => !early.has(file));
  expect(charts.length).toBeGreaterThan(0);
  expect(await gzipped(charts)).toBeLessThanOrEqual(200 * kilobyte);
});

it('brings other languages only when they are chosen', () => {
  const early = neededFor('index.html', 'src/home/home-page.tsx');
  for (const language of ['zh', 'es', 'pt']) {
    const file = manifest[`src/i18n/messages.${language}.ts`]?.file;
    expect(file).toBeDefined();
    expect(early.has(file!)).toBe(false);
  }
});
