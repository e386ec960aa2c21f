import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFiles } from './open-file.ts';
import { formatOf, recordsOf } from './records.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entrepot-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(name: string, content: string | Uint8Array): Promise<unknown[]> {
  const path = join(folder, name);
  await writeFile(path, content);
  const records: unknown[] = [];
  for (const file of await openFiles(path, () => undefined)) {
    for await (const record of recordsOf(file, formatOf(file.name))) records.push(record);
  }
  return records;
}

/** A workbook of one sheet as spreadsheets write it: shared texts, numbers, a day by its style. */
function workbook(): Uint8Array {
  const cell = (at: string, value: string, more = '') => `<c r="${at}"${more}><v>${value}</v></c>`;
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const rels = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const texts = ['sku', 'price', 'day', 'TEA'].map((text) => `<si><t>${text}</t></si>`).join('');
  const header = ['A1', 'B1', 'C1'].map((at, index) => cell(at, String(index), ' t="s"')).join('');
  const row = cell('A2', '3', ' t="s"') + cell('B2', '19.9') + cell('C2', '46082', ' s="1"');
  const files = {
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Prices" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${rels}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}" count="4" uniqueCount="4">${texts}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><dimension ref="A1:C2"/><sheetData><row r="1">${header}</row><row r="2">${row}</row></sheetData></worksheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

describe('the records of a file', () => {
  it.each<[string, string, unknown[]]>([
    ['a.json', '[{"id":12345678901234567890},{"id":1.10}]', ['{"id":12345678901234567890}', '{"id":1.10}']],
    ['b.json', '{"orders":[1]}', ['{"orders":[1]}']],
    ['c.jsonl', '{"id":1}\n\n{"id":2}\r\n', ['{"id":1}', '{"id":2}']],
    ['d.csv', '\ufeffsku;text\nA;"x; y"\n', ['{"sku":"A","text":"x; y"}']],
    ['e.csv', 'sku,text\nA,"x\ny"\n', ['{"sku":"A","text":"x\\ny"}']],
    ['f.tsv', 'sku\tsize\nA\t5"\n', ['{"sku":"A","size":"5\\""}']],
    ['g.txt', 'sku\tsize\nA\t5\n', ['{"sku":"A","size":"5"}']],
    ['h.xml', '<a><b>1</b></a>', ['<a><b>1</b></a>']],
  ])('%s', async (name, content, records) => {
    expect(await read(name, content)).toEqual(records);
  });

  it('are those inside when it is compressed or an archive', async () => {
    expect(await read('a.jsonl.gz', gzipSync('{"id":1}\n'))).toEqual(['{"id":1}']);
    expect(await read('a.csv.zst', zstdCompressSync('id\n1\n'))).toEqual(['{"id":"1"}']);
    const members = { '2.csv': strToU8('id\n2\n'), '1.jsonl': strToU8('{"id":1}'), '.hidden': strToU8('x') };
    expect(await read('a.zip', zipSync(members))).toEqual(['{"id":1}', '{"id":"2"}']);
  });

  it('of a workbook are its rows, numbers as they are written, days as days', async () => {
    expect(await read('a.xlsx', workbook())).toEqual(['{"sku":"TEA","price":"19.9","day":"2026-03-01"}']);
  });

  it('that cannot be read are refused with the place', async () => {
    await expect(read('bad.csv', 'a,b\n1,2\n3\n')).rejects.toThrow(/bad\.csv.*line 3/);
    await expect(read('bad.json', '{"a":')).rejects.toThrow(/bad\.json/);
    await expect(read('bad.xlsx', 'no workbook')).rejects.toThrow(/bad\.xlsx/);
    await expect(read('bad.zip', 'no archive')).rejects.toThrow(/bad\.zip/);
    await expect(read('bad.csv.gz', 'not packed')).rejects.toThrow(/bad\.csv/);
    await expect(read('bad.pdf', '')).rejects.toThrow(/bad\.pdf/);
    await expect(openFiles(join(folder, 'none.csv'), () => undefined)).rejects.toThrow(/no file/);
  });
});
