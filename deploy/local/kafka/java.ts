import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EntrepotError } from '#errors';

const run = promisify(execFile);
const oldestJava = 17;

/** The path of a Java that Kafka can run on: `JAVA_HOME` first, then the one on the PATH. */
export async function findJava(javaHome?: string): Promise<string> {
  const candidates = [...(javaHome ? [join(javaHome, 'bin', 'java')] : []), 'java'];
  const found: string[] = [];
  for (const java of candidates) {
    const version = await majorVersion(java);
    if (version !== undefined && version >= oldestJava) return java;
    if (version !== undefined) found.push(`${java} (Java ${version})`);
  }
  throw new EntrepotError('JAVA_MISSING', `Kafka needs Java ${oldestJava} or newer and none was found.`, {
    available: found,
    fix: 'Install a Java runtime (Debian: apt-get install openjdk-17-jre-headless; macOS: brew install openjdk), set JAVA_HOME, or point KAFKA_BROKERS at a Kafka of your own.',
  });
}

/** 17 for `openjdk version "17.0.15"`; undefined where the program does not answer like a Java. */
async function majorVersion(java: string): Promise<number | undefined> {
  try {
    const { stderr, stdout } = await run(java, ['-version'], { timeout: 15_000 });
    const match = /version "(\d+)/.exec(stderr + stdout);
    return match ? Number(match[1]) : undefined;
  } catch {
    // Not there, or not executable: the next candidate is tried and the caller names what is missing.
    return undefined;
  }
}
