import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EntrepotError } from '#errors';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A front end, the folders its bundle is made of, and where the bundle lies. */
const frontEnds = [
  { name: 'admin', folders: ['admin', 'graphql/client'] },
  { name: 'dashboards', folders: ['dashboards', 'graphql/client'] },
] as const;

export type StaticDirs = { admin: string; wall: string };

export const staticDirs: StaticDirs = {
  admin: join(root, 'admin', 'dist'),
  wall: join(root, 'dashboards', 'dist'),
};

/** Builds console and wall where their sources have changed since the last build; returns what was built. */
export async function buildFrontEnds(): Promise<string[]> {
  const built = await Promise.all(
    frontEnds.map(async ({ name, folders }) => {
      const stamp = join(root, name, 'dist', '.sources');
      const wanted = await fingerprint([...folders, 'package-lock.json']);
      if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return [];
      await viteBuild(name);
      await mkdir(join(root, name, 'dist'), { recursive: true });
      await writeFile(stamp, wanted);
      return [name];
    }),
  );
  return built.flat();
}

function viteBuild(name: string): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const config = join(root, name, 'vite.config.ts');
  const child = spawn(process.execPath, [vite, 'build', '--config', config, '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) return resolve();
      const text = Buffer.concat(output).toString('utf8').trim();
      reject(new EntrepotError('PROCESS_FAILED', `The bundle of ${name} could not be built.\n${text}`));
    });
  });
}

async function fingerprint(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const add = async (path: string) => hash.update(path).update(await readFile(join(root, path)));
  const walk = async (folder: string) => {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== 'dist') await walk(path);
      } else await add(path);
    }
  };
  for (const path of paths) await (path.includes('.') ? add(path) : walk(path));
  return hash.digest('hex');
}
