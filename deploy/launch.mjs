#!/usr/bin/env node
// The one file that runs before anything is installed: plain JavaScript for any Node from 18 on. It installs the
// locked packages when the lock file has changed, then hands over to the pinned Node that comes with them.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const stamp = join(modules, '.entrepot-installed');
const isWindows = process.platform === 'win32';

if (isWindows) {
  console.error('Entrepôt runs on Linux and macOS; on Windows, start it inside WSL.');
  process.exit(1);
}

const wanted = fingerprint();
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) install();

const node = join(modules, '.bin', 'node');
const child = spawn(node, [join(root, 'deploy', 'cli.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? '16' },
});
// A Ctrl-C reaches the child by itself (same terminal); a signal sent to this process alone is passed on.
let interrupted = false;
process.on('SIGINT', () => {
  if (interrupted || !process.stdin.isTTY) child.kill('SIGINT');
  interrupted = true;
});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(
    `The pinned Node could not be started (${error.message}). Remove node_modules and start again.`,
  );
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));

/** What the installed packages depend on: the lock file and the patches laid over it. */
function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const patches = join(root, 'patches');
  if (existsSync(patches))
    for (const file of readdirSync(patches).sort()) hash.update(readFileSync(join(patches, file)));
  return hash.digest('hex');
}

function install() {
  const started = Date.now();
  console.error('Installing packages (about a minute, 1.6 GB)…');
  // npm says much that is of no use here; it is shown only if it fails.
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip', npm_config_loglevel: 'error' };
  must(spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, env, encoding: 'utf8' }), 'npm ci');
  if (existsSync(join(root, 'patches'))) {
    must(
      spawnSync(join(modules, '.bin', 'patch-package'), [], { cwd: root, env, encoding: 'utf8' }),
      'patch-package',
    );
  }
  linkCommand();
  mkdirSync(modules, { recursive: true });
  writeFileSync(stamp, wanted);
  console.error(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** `npx entrepot` finds the command where npm looks first. */
function linkCommand() {
  const link = join(modules, '.bin', 'entrepot');
  rmSync(link, { force: true });
  symlinkSync(join('..', '..', 'deploy', 'launch.mjs'), link);
}

function must(result, what) {
  if (result.status === 0) return;
  console.error(`${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`);
  console.error(
    `${what} failed. Check the connection to the npm registry and the free disk space, then start again.`,
  );
  process.exit(1);
}
