import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EntrepotError } from '#errors';
import type { Warehouse } from '#warehouse';
import type { KeyedRecord } from '../../producer/index.ts';
import { startDropFolder } from './drop-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entrepot-drop-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('takes what is dropped, keeps what it cannot read with the reason, and waits while Kafka is away', async () => {
  const sent: { topic: string; records: readonly KeyedRecord[] }[] = [];
  let away = true;
  const role = startDropFolder({
    folder,
    warehouse: { rows: async () => [] } as unknown as Warehouse,
    producer: {
      send: async (topic, records) => {
        if (away) throw new EntrepotError('KAFKA_UNREACHABLE', 'gone');
        sent.push({ topic, records });
      },
      publish: async () => undefined,
    },
    sourceNamed: async (name) => (['bazaar', 'mail'].includes(name) ? { name } : undefined),
    log: pino({ level: 'silent' }),
    lookEveryMs: 20,
  });
  await mkdir(join(folder, 'bazaar', 'orders', 'bazaar_cn'), { recursive: true });
  await mkdir(join(folder, 'unknown'));
  await writeFile(join(folder, 'bazaar', 'orders', 'bazaar_cn', 'a.csv'), 'id\n1\n2\n');
  await sleep(150);
  expect(await readdir(join(folder, 'bazaar', 'orders', 'bazaar_cn'))).toEqual(['a.csv']);
  away = false;
  await writeFile(join(folder, 'bazaar', 'broken.json'), '{"half":');
  await writeFile(join(folder, 'unknown', 'b.csv'), 'id\n1\n');
  await writeFile(join(folder, 'nowhere.csv'), 'id\n1\n');
  await writeFile(join(folder, 'letter.eml'), 'From: a@b.example\nMessage-ID: <1@b.example>\n\nHello\n');
  for (let tries = 0; tries < 200 && role.status().taken + role.status().refused < 5; tries++)
    await sleep(10);
  expect(role.status()).toEqual({ taken: 2, refused: 3 });
  await role.stop();

  expect(sent.map(({ topic }) => topic).sort()).toEqual(['raw.bazaar', 'raw.mail']);
  sent.sort((a, b) => (a.topic < b.topic ? -1 : 1));
  expect(sent[0]!.records.map(({ value }) => value)).toEqual(['{"id":"1"}', '{"id":"2"}']);
  expect(sent[0]!.records[0]!.headers).toMatchObject({ raw_object: 'orders', raw_account: 'bazaar_cn' });
  expect(await readdir(join(folder, '_taken', 'bazaar', 'orders', 'bazaar_cn'))).toEqual(['a.csv']);
  expect(await readFile(join(folder, '_refused', 'bazaar', 'broken.json.reason.txt'), 'utf8')).toMatch(
    /INPUT_INVALID/,
  );
  expect(await readFile(join(folder, '_refused', 'unknown', 'b.csv.reason.txt'), 'utf8')).toMatch(
    /SOURCE_UNKNOWN/,
  );
  expect(await readFile(join(folder, '_refused', 'nowhere.csv.reason.txt'), 'utf8')).toMatch(
    /no folder of a source/,
  );
});
