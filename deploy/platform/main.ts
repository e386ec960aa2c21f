import { EntrepotError, explain } from '#errors';
import { readEnvironment } from '../environment.ts';
import { createOutputLog } from '../log.ts';
import { untilSignal } from '../signals.ts';
import { runPlatform } from './run.ts';

// The platform as its supervisor starts it: roles as arguments, settings from the environment, log on standard output.
const environment = readEnvironment();
const log = createOutputLog(environment, 'platform');
const ended = untilSignal();
try {
  const platform = await runPlatform(environment, process.argv.slice(2), log);
  try {
    await Promise.race([ended, platform.failed]);
  } finally {
    await platform.stop();
  }
  process.exit(0);
} catch (error) {
  log.fatal({ err: error }, error instanceof EntrepotError ? explain(error) : 'the platform ended');
  process.exit(1);
}
