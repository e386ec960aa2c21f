import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const folders = ['models', 'ingestion', 'forecasting', 'graphql', 'admin', 'dashboards', 'deploy'];

/** What each folder may import, through doors only. */
const doors: Record<string, readonly string[]> = {
  models: ['#errors', '#warehouse'],
  ingestion: ['#errors', '#warehouse', '#models'],
  forecasting: ['#errors', '#warehouse', '#models'],
  graphql: ['#errors', '#warehouse', '#models', '#ingestion', '#forecasting', '#client'],
  admin: ['#client'],
  dashboards: ['#client'],
  deploy: ['#errors', '#warehouse', '#models', '#ingestion', '#forecasting', '#graphql', '#client'],
};
/** Folders whose own inside doors are part of them. */
const inside: Record<string, string> = { '#errors': 'models', '#warehouse': 'models', '#client': 'graphql' };

const roots = new Set([
  ...['.ci', '.git', '.gitignore', '.npmrc', 'patches', ...folders],
  ...[
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'LICENSE',
    'README.md',
    'biome.json',
    'package.json',
    'package-lock.json',
  ],
  ...['tsconfig.json', 'vitest.config.ts'],
]);
const ignored = new Set(['node_modules', '.entrepot', 'screenshots', 'coverage', '.venv']);

type SourceFile = { path: string; folder: string; text: string };

async function sourceFiles(): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  const walk = async (directory: string) => {
    for (const entry of await readdir(directory, { withFileTypes: true })) {
      if (['node_modules', 'dist', '.venv', 'generated', '__pycache__'].includes(entry.name)) continue;
      const path = join(directory, entry.name);
      if (entry.isDirectory()) await walk(path);
      else if (/\.(ts|tsx|mjs|py|sql|css)$/.test(entry.name)) {
        const local = relative(root, path);
        files.push({ path: local, folder: local.split('/')[0]!, text: await readFile(path, 'utf8') });
      }
    }
  };
  for (const folder of folders) await walk(join(root, folder));
  return files;
}

const files = await sourceFiles();
/** Tests, and what only tests are made with. */
const isTest = (path: string) => /\.test\.tsx?$|\/testing\//.test(path);
const isToolConfig = (path: string) => path.endsWith('vite.config.ts');

/** Every module a file imports, however it is written. */
function importsOf(text: string): string[] {
  const pattern = /(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)['"]([^'"]+)['"]/gm;
  return [...text.matchAll(pattern)].map((match) => match[1]!);
}

describe('the house', () => {
  it('has nothing at the top that the design does not name', async () => {
    const entries = (await readdir(root)).filter((name) => !ignored.has(name));
    expect(entries.filter((name) => !roots.has(name))).toEqual([]);
  });

  it('is entered through doors, from above only', () => {
    const wrong = files.flatMap(({ path, folder, text }) =>
      importsOf(text).flatMap((target) => {
        if (target.startsWith('.')) {
          const inFolder = relative(root, resolve(root, dirname(path), target));
          const crosses = inFolder.split('/')[0] !== folder;
          return crosses && !(isTest(path) && inFolder.startsWith('deploy/testing/'))
            ? [`${path} -> ${target}`]
            : [];
        }
        if (!target.startsWith('#')) return [];
        const allowed = doors[folder]!.includes(target) || inside[target] === folder;
        return allowed ? [] : [`${path} -> ${target}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('reads environment variables in deploy only', () => {
    const readers = files.filter(
      ({ folder, path, text }) =>
        folder !== 'deploy' && !isTest(path) && !isToolConfig(path) && /process\.env\b/.test(text),
    );
    expect(readers.map(({ path }) => path)).toEqual([]);
  });

  it('has no file over 400 lines, no star re-exports and no drawers for odds and ends', () => {
    expect(files.filter(({ text }) => text.split('\n').length > 401).map(({ path }) => path)).toEqual([]);
    expect(files.filter(({ text }) => /^export \* from/m.test(text)).map(({ path }) => path)).toEqual([]);
    expect(
      files
        .filter(({ path }) => /(^|\/)(utils?|helpers?|common)(\/|\.ts)/.test(path))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  it('has a README in every folder', async () => {
    for (const folder of folders) {
      const text = await readFile(join(root, folder, 'README.md'), 'utf8');
      expect(text.length, folder).toBeGreaterThan(400);
    }
  });
});
