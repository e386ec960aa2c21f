import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadProject, readProject } from './load-project.ts';
import { folderSignature } from './project-folder.ts';

let directory: string;
const write = async (path: string, text: string) => {
  await mkdir(join(directory, path, '..'), { recursive: true });
  await writeFile(join(directory, path), text);
};
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'entrepot-project-'));
});
afterEach(() => rm(directory, { recursive: true }));

describe('loadProject', () => {
  it('reads the layers and further folders, and names models as their files', async () => {
    await write('dim/dim_sku.sql', 'select 1 as sku');
    await write('seeds/dim_shop.csv', 'shop_id\ns1\n');
    await write('features/feature_demand.sql', 'select 2 as y');
    await write('notes/not_a_model.sql', 'select 3');
    const { models } = await loadProject(directory, [join(directory, 'features')]);
    expect([...models.keys()]).toEqual(['dim_shop', 'dim_sku', 'feature_demand']);
  });

  it('leaves out what has a mistake, and refuses it whole where asked to', async () => {
    await write('dim/good.sql', 'select 1');
    await write('dim/bad.sql', '-- kin: table\nselect 1');
    await write('dwd/bad_too.sql', '-- kind: cube\nselect 1');
    await write('dws/good.sql', 'select 2');
    const { project, problems } = await readProject(directory);
    expect([...project.models.keys()]).toEqual(['good']);
    expect(problems).toHaveLength(3);
    await expect(loadProject(directory)).rejects.toThrow(
      /3 mistakes in the models:.*«kin».*«cube».*Two files/s,
    );
  });

  it('sees that a file was added or written', async () => {
    const empty = await folderSignature(directory);
    await write('dim/a.sql', 'select 1');
    const one = await folderSignature(directory);
    await write('dim/a.sql', 'select 12');
    expect(new Set([empty, one, await folderSignature(directory)]).size).toBe(3);
  });
});
