import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { EntrepotError } from '#errors';

const run = promisify(execFile);
const oldestMinor = 11;

/** The command of a Python that training can run on: the first of the usual names that is new enough. */
export async function findPython(
  candidates = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python'],
) {
  const found: string[] = [];
  for (const command of candidates) {
    const version = await run(command, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'])
      .then(({ stdout }) => stdout.trim())
      .catch(() => undefined);
    if (version === undefined) continue;
    const [major, minor] = version.split('.').map(Number) as [number, number];
    if (major === 3 && minor >= oldestMinor) return command;
    found.push(`${command} ${version}`);
  }
  throw new EntrepotError(
    'PYTHON_MISSING',
    `Training needs Python 3.${oldestMinor} or newer and none was found.`,
    {
      available: found,
      fix: 'Install it (Debian: apt-get install python3 python3-venv; macOS: brew install python). Only training needs it.',
    },
  );
}

/**
 * The Python of an environment that holds exactly what a lock file names; made once for each content of the file.
 * `onPackage` hears of each package as it is fetched.
 */
export async function ensurePython(
  cacheDir: string,
  lockFile: string,
  onPackage: (done: number, total: number, name: string) => void,
): Promise<string> {
  const lock = await readFile(lockFile, 'utf8');
  const total = lock.split('\n').filter((line) => /^[a-z]/i.test(line)).length;
  const folder = join(cacheDir, 'python', createHash('sha256').update(lock).digest('hex').slice(0, 16));
  const python = join(folder, 'bin', 'python');
  const marker = join(folder, 'complete');
  if (await readFile(marker, 'utf8').catch(() => undefined)) return python;
  const command = await findPython();
  await mkdir(join(cacheDir, 'python'), { recursive: true });
  await rm(folder, { recursive: true, force: true });
  await run(command, ['-m', 'venv', folder]).catch((cause: unknown) => {
    throw new EntrepotError('PYTHON_MISSING', 'Python cannot make an environment of its own.', {
      fix: 'Install its module venv (Debian: apt-get install python3-venv).',
      cause,
    });
  });
  await install(python, lockFile, total, onPackage);
  await writeFile(`${marker}.new`, 'complete\n');
  await rename(`${marker}.new`, marker);
  return python;
}

async function install(
  python: string,
  lockFile: string,
  total: number,
  onPackage: (done: number, total: number, name: string) => void,
): Promise<void> {
  const child = spawn(
    python,
    [
      '-m',
      'pip',
      'install',
      '--no-deps',
      '--progress-bar',
      'off',
      '--disable-pip-version-check',
      '-r',
      lockFile,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const errors: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.splice(0, errors.length - 20, text));
  let done = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const name = /^Collecting (\S+)/.exec(line)?.[1];
    if (name !== undefined) onPackage(done++, total, name);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  throw new EntrepotError('DOWNLOAD_FAILED', `Python packages could not be installed.\n${errors.join('')}`, {
    fix: 'Look at the last lines; behind a proxy or a mirror, set PIP_INDEX_URL or pip.conf.',
  });
}
