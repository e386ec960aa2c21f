import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readEnvironment } from '../environment.ts';

/** The folder of sample payloads and data sets, or undefined where it is not there: tests then say they were skipped. */
export function samplesDir(): string | undefined {
  const { samplesDir: folder } = readEnvironment();
  return existsSync(join(folder, 'payloads', 'manifest.json')) ? folder : undefined;
}
