import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { modelFolders } from './load-project.ts';

/** A text that changes whenever a model file, or a metric file with its rollups, is added, removed or written. */
export async function folderSignature(directory: string, more: readonly string[] = []): Promise<string> {
  const folders = [...modelFolders(directory, more), join(directory, 'metrics')];
  const lists = await Promise.all(folders.map(signaturesIn));
  return lists.flat().sort().join('\n');
}

async function signaturesIn(folder: string): Promise<string[]> {
  // A layer without models needs no folder; reading the project tells of anything else that is wrong with it.
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && /\.(sql|csv|yml)$/.test(entry.name));
  return Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      // A file may go between the listing and the look at it; the next look sees that.
      const status = await stat(path).catch(() => undefined);
      return `${path} ${status?.mtimeMs ?? 0} ${status?.size ?? 0}`;
    }),
  );
}
