import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Contract, contracts } from '#ingestion';
import { featuresDir, modelsDir } from './folders.ts';

/** The contracts whose tables the project's SQL names, and the others, which nobody waits for. */
export async function contractsInUse(): Promise<{ used: Contract[]; others: Contract[] }> {
  const texts = await Promise.all([modelsDir, featuresDir].flatMap((folder) => sqlOf(folder)));
  const named = new Set(texts.flat().flatMap((text) => text.match(/\bods_\w+/g) ?? []));
  const isUsed = ({ table, latestView, quarantineTable, listViews }: Contract) =>
    [table, latestView, quarantineTable, ...Object.values(listViews)].some((name) => named.has(name));
  return { used: contracts.filter(isUsed), others: contracts.filter((each) => !isUsed(each)) };
}

async function sqlOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.sql'));
  return Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')));
}
