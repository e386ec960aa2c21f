import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openModel } from '../scoring/model-thread.ts';
import { openRegistry } from './registry.ts';
import type { Signature } from './signature.ts';

const fixture = fileURLToPath(new URL('../testing/registry', import.meta.url));

let registryDir: string;
let folder: string;
beforeEach(async () => {
  registryDir = await mkdtemp(join(tmpdir(), 'registry-'));
  await cp(fixture, registryDir, { recursive: true });
  const version = (await readFile(join(registryDir, 'foreign', 'champion'), 'utf8')).trim();
  folder = join(registryDir, 'foreign', version);
});
afterEach(() => rm(registryDir, { recursive: true, force: true }));

const change = async (edit: (signature: Signature & Record<string, unknown>) => object) => {
  const file = join(folder, 'model.json');
  await writeFile(file, JSON.stringify(edit(JSON.parse(await readFile(file, 'utf8')))));
};
const load = () => openRegistry(registryDir).champion('foreign');
const refusal = { name: 'EntrepotError', code: 'FORECAST_MODEL_INVALID' };

describe('a version of a model', () => {
  it('is read with its graph, signature and golden rows', async () => {
    const { signature, graph, golden } = await load();
    expect(signature.features.map(({ name }) => name)).toEqual(['level', 'weekday']);
    expect(graph.length).toBeGreaterThan(100);
    expect(golden.features[0]).toEqual([1, 1]);
  });

  it('is refused when its graph is another one', async () => {
    await appendFile(join(folder, 'model.onnx'), 'x');
    await expect(load()).rejects.toMatchObject({ ...refusal, message: expect.stringContaining('SHA-256') });
  });

  it('is refused when its signature has another schema', async () => {
    await change((signature) => ({ ...signature, schema: 2 }));
    await expect(load()).rejects.toMatchObject({ ...refusal, message: expect.stringContaining('schema 2') });
  });

  it('is refused when a field of its signature is wrong, naming the field', async () => {
    await change((signature) => ({ ...signature, horizon: 'four weeks' }));
    await expect(load()).rejects.toMatchObject({ ...refusal, message: expect.stringContaining('horizon') });
  });

  it('is refused in the folder of another version', async () => {
    await change((signature) => ({ ...signature, version: '2027-01-01' }));
    await expect(load()).rejects.toMatchObject(refusal);
  });

  it('is refused when golden rows have another width', async () => {
    await change((signature) => ({ ...signature, features: signature.features.slice(0, 1) }));
    await expect(load()).rejects.toMatchObject({ ...refusal, message: expect.stringContaining('golden') });
  });

  it('is refused when features come in another order, because golden rows then differ', async () => {
    const file = join(folder, 'golden.json');
    const golden = JSON.parse(await readFile(file, 'utf8')) as { features: number[][]; forecast: number[][] };
    golden.features = golden.features.map((row) => row.toReversed());
    await writeFile(file, JSON.stringify(golden));
    await expect(load().then(openModel)).rejects.toMatchObject({
      ...refusal,
      message: expect.stringContaining('golden row'),
    });
  });

  it('is refused when the graph has no input of that name', async () => {
    await change((signature) => ({ ...signature, input: 'columns' }));
    await expect(load().then(openModel)).rejects.toMatchObject({
      ...refusal,
      message: expect.stringContaining('no input «columns», but rows'),
    });
  });

  it('is not known without its alias, name or files', async () => {
    const unknown = { name: 'EntrepotError', code: 'FORECAST_MODEL_UNKNOWN' };
    await expect(openRegistry(registryDir).champion('foriegn')).rejects.toMatchObject({
      ...unknown,
      available: ['foreign'],
    });
    await rm(join(folder, 'golden.json'));
    await expect(load()).rejects.toMatchObject(unknown);
    await rm(join(registryDir, 'foreign', 'champion'));
    await expect(load()).rejects.toMatchObject(unknown);
  });
});
