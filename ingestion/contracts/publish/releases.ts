import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contract } from '../contract.ts';
import { type ContractChange, contractDiff } from './contract-diff.ts';
import { type Release, releaseOf } from './schema.ts';

/** What others rely on, one file per topic. */
export const releasedDir = join(import.meta.dirname, '..', 'released');

export type ReleaseChange = ContractChange & { topic: string };

/**
 * What has changed since the last release, contract by contract, in the order of their topics. A contract that was released
 * and is gone breaks whoever reads it.
 */
export async function changesSinceRelease(
  contracts: readonly Contract[],
  folder = releasedDir,
): Promise<ReleaseChange[]> {
  const released = await readReleases(folder);
  const present = new Map(contracts.map((contract) => [contract.topic, releaseOf(contract)]));
  const topics = [...new Set([...released.keys(), ...present.keys()])].sort();
  return topics.flatMap((topic) => {
    const [before, after] = [released.get(topic), present.get(topic)];
    const whole = (change: string, breaking: boolean) => [{ topic, field: '', change, breaking }];
    if (before === undefined) return whole('is new', false);
    if (after === undefined) return whole('was removed', true);
    return contractDiff(before, after).map((change) => ({ topic, ...change }));
  });
}

/** Records the contracts as released. The caller has made sure that nothing breaks. */
export async function recordRelease(contracts: readonly Contract[], folder = releasedDir): Promise<void> {
  for (const contract of contracts) {
    const text = `${JSON.stringify(releaseOf(contract), null, 2)}\n`;
    await writeFile(join(folder, `${contract.topic}.json`), text);
  }
}

async function readReleases(folder: string): Promise<Map<string, Release>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json'));
  const releases = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as Release),
  );
  return new Map(files.map((file, index) => [file.slice(0, -'.json'.length), releases[index]!]));
}
