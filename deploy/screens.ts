import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EntrepotError } from '#errors';

const folder = fileURLToPath(new URL('../dashboards/screens', import.meta.url));

export type StoredScreen = {
  id: string;
  title: string;
  /** Changes whenever the definition does. */
  version: string;
  language: string;
  currency: string;
  timeZone: string;
  definition: unknown;
};

/** Every screen with the metrics its panels show. */
export async function screenMetrics(): Promise<{ id: string; metrics: string[] }[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    files.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return { id: name.slice(0, -'.json'.length), metrics: [...new Set(metricsIn(parse(name, text)))] };
    }),
  );
}

function metricsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(metricsIn);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === 'metrics' && Array.isArray(member)
      ? member.filter((each) => typeof each === 'string')
      : metricsIn(member),
  );
}

/** Wall screens as files: read at every call, so that an edited screen changes on the wall without a restart. */
export const screens = {
  async get(id: string): Promise<StoredScreen | undefined> {
    if (!/^[a-z0-9-]{1,60}$/.test(id)) return undefined;
    const file = join(folder, `${id}.json`);
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return undefined;
    const definition = parse(file, text);
    const version = createHash('sha256').update(text).digest('hex').slice(0, 16);
    const word = (key: string, fallback: string) =>
      typeof definition[key] === 'string' ? definition[key] : fallback;
    return {
      id,
      title: word('title', id),
      version,
      language: word('language', 'en'),
      currency: word('currency', 'USD'),
      timeZone: word('timeZone', 'UTC'),
      definition,
    };
  },
};

function parse(file: string, text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (cause) {
    throw new EntrepotError('INPUT_INVALID', `The screen ${file} is not valid JSON.`, { at: file, cause });
  }
}
