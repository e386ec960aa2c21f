import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EntrepotError } from '#errors';
import { generateToken } from '../accounts/secret.ts';

const shape = z.object({
  platform: z.object({ password: z.string(), access: z.literal('full') }),
  reader: z.object({ password: z.string(), access: z.literal('read') }),
});
export type WarehouseUsers = z.infer<typeof shape> & { file: string };

/** The warehouse's two users, made at first start and kept in the data folder, readable by its owner only. */
export async function ensureWarehouseUsers(dataDir: string): Promise<WarehouseUsers> {
  const file = join(dataDir, 'warehouse-users.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) {
    const users = shape.safeParse(JSON.parse(text));
    if (users.success) return { ...users.data, file };
    throw new EntrepotError('DATA_DAMAGED', `${file} cannot be read.`, {
      fix: 'Remove the file: new tokens are made at the next start.',
    });
  }
  const users: z.infer<typeof shape> = {
    platform: { password: generateToken(), access: 'full' },
    reader: { password: generateToken(), access: 'read' },
  };
  await writeFile(file, JSON.stringify(users, null, 1), { mode: 0o600 });
  return { ...users, file };
}
