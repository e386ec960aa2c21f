import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contracts } from './index.ts';
import { contractDiff } from './publish/contract-diff.ts';
import { type Release, releaseOf } from './publish/schema.ts';

/**
 * Records the contracts as released: `node ingestion/contracts/release.ts`. Refuses breaking changes; those need the
 * next version of the contract.
 */
const folder = join(import.meta.dirname, 'released');
let refused = 0;

for (const contract of contracts) {
  const file = join(folder, `${contract.topic}.json`);
  const present = releaseOf(contract);
  const released = await readFile(file, 'utf8').catch(() => undefined);
  const changes = released === undefined ? [] : contractDiff(JSON.parse(released) as Release, present);
  const breaking = changes.filter((each) => each.breaking);
  refused += breaking.length;
  for (const { field, change } of breaking) {
    process.stderr.write(`${contract.topic}: «${field}» ${change}: this breaks; raise the version.\n`);
  }
  if (breaking.length === 0) await writeFile(file, `${JSON.stringify(present, null, 2)}\n`);
}
process.exitCode = refused > 0 ? 1 : 0;
