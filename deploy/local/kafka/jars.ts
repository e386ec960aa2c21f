import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import mavenDownload from 'mvn-artifact-download';
import { EntrepotError, messageOf } from '#errors';
import pinned from './jars.json' with { type: 'json' };

export type JarProgress = (done: number, total: number, bytes: number) => void;

// The package is CommonJS and hangs its function on `default` of what Node gives as default.
const download = ((mavenDownload as { default?: unknown }).default ?? mavenDownload) as (
  artifact: string,
  folder: string,
  repository: undefined,
  file: string,
) => Promise<string>;

/**
 * The folder with Kafka's pinned jars, fetched once into `cacheDir` and checked against their SHA-256. A file that is
 * there already is trusted by size; one that was cut off mid-way never gets its final name.
 */
export async function ensureKafkaJars(cacheDir: string, onProgress: JarProgress = () => {}): Promise<string> {
  const folder = join(cacheDir, `kafka-${pinned.kafka}`);
  await mkdir(folder, { recursive: true });
  const missing: typeof pinned.jars = [];
  for (const jar of pinned.jars)
    if (!(await hasSize(join(folder, fileName(jar.artifact)), jar.bytes))) missing.push(jar);
  let done = pinned.jars.length - missing.length;
  let bytes = 0;
  const queue = [...missing];
  const worker = async () => {
    for (let jar = queue.shift(); jar !== undefined; jar = queue.shift()) {
      await fetchJar(jar, folder);
      bytes += jar.bytes;
      onProgress(++done, pinned.jars.length, bytes);
    }
  };
  await Promise.all(Array.from({ length: 6 }, worker));
  return folder;
}

async function fetchJar(
  jar: { artifact: string; sha256: string },
  folder: string,
  attempt = 1,
): Promise<void> {
  const file = fileName(jar.artifact);
  const partial = `${file}.${process.pid}.part`;
  try {
    await download(jar.artifact, folder, undefined, partial);
    const found = await sha256(join(folder, partial));
    if (found !== jar.sha256) throw new Error(`its SHA-256 is ${found}, expected ${jar.sha256}`);
    await rename(join(folder, partial), join(folder, file));
  } catch (cause) {
    await rm(join(folder, partial), { force: true });
    if (attempt < 3) return fetchJar(jar, folder, attempt + 1);
    throw new EntrepotError('DOWNLOAD_FAILED', `${jar.artifact} could not be fetched: ${messageOf(cause)}.`, {
      asked: jar.artifact,
      fix: 'Check the connection to Maven Central and start again; what was fetched is kept. Or point KAFKA_BROKERS at a Kafka of your own.',
      cause,
    });
  }
}

/** `org.apache.kafka:kafka-clients:4.3.1` is kept as `kafka-clients-4.3.1.jar`. */
function fileName(artifact: string): string {
  const [, name, version] = artifact.split(':');
  return `${name}-${version}.jar`;
}

async function hasSize(path: string, bytes: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.size === bytes;
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
