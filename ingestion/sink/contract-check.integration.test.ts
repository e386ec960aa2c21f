import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../deploy/testing/database.ts';
import { type Body, type Contract, contract } from '../contracts/contract.ts';
import { smallCount } from '../contracts/fields.ts';
import { adPerformance, order, purchaseOrder, refund, shipment } from '../contracts/index.ts';
import { validateEvent } from '../producer/index.ts';
import { exampleOf, type Json } from '../tables/example.ts';
import { migrateTables } from '../tables/index.ts';
import { shapeOf } from '../tables/schema.ts';
import { mutations } from './testing/mutations.ts';
import { storeTexts } from './testing/store-texts.ts';

const checked = [refund, order, shipment, purchaseOrder, adPerformance];
let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase('contract_check');
  await migrateTables(db.warehouse, checked);
});
afterAll(() => db.drop());

function edgeAccepts(contract: Contract, body: Json): boolean {
  try {
    validateEvent({
      contract,
      body: body as Body<Contract>,
      source: 's',
      time: '2026-03-01T09:30:00Z',
      version: 1,
    });
    return true;
  } catch {
    return false;
  }
}

it.each(checked.map((each) => [each.topic, each] as const))(
  'the engine and the edge agree on every variation of %s',
  async (_topic, each) => {
    const shape = shapeOf(each);
    const good: Json = exampleOf(shape);
    expect(edgeAccepts(each, good)).toBe(true);
    const bodies = [good, ...mutations(good, shape)];
    const ids = bodies.map((body) => {
      const id = (body as Record<string, Json> | null)?.[each.entity];
      return typeof id === 'string' && id !== '' ? id : 'none';
    });
    const texts = bodies.map((body) => JSON.stringify(body));
    await storeTexts(db.warehouse, each, texts, ids);
    const stored = await db.warehouse.rows<{ n: string }>(`select _offset as n from ${each.table}`);
    const accepted = new Set(stored.map(({ n }) => Number(n)));
    const disagreed = bodies.filter((body, offset) => edgeAccepts(each, body) !== accepted.has(offset));
    expect(disagreed.map((body) => JSON.stringify(body).slice(0, 300))).toEqual([]);
    const refused = await db.warehouse.rows<{ reason: string }>(`select reason from ${each.quarantineTable}`);
    expect(refused.length + stored.length).toBe(bodies.length);
    expect(refused.filter(({ reason }) => reason === '' || reason.includes('replay it'))).toEqual([]);
    const drifted = await db.warehouse.rows<{ ext: string }>(`select ext from ${each.table} where ext != ''`);
    expect(drifted.length).toBeGreaterThan(0);
    // `{ amount: '1' }` in the place of an object with optional members only is an unknown field as well.
    expect(drifted.filter(({ ext }) => !/unknown_field|"amount"/.test(ext))).toEqual([]);
  },
);

it('adds a column for a new optional field while the rest stays, and refuses a changed type', async () => {
  const narrow = contract({ ...refund, shape: refund.shape.omit({ reason: true }) });
  const changed = contract({ ...refund, shape: refund.shape.extend({ restock: smallCount() }) });
  const other = await testDatabase('contract_growth');
  try {
    await migrateTables(other.warehouse, [narrow]);
    expect(await migrateTables(other.warehouse, [refund])).toEqual([refund.table]);
    expect(await migrateTables(other.warehouse, [refund])).toEqual([]);
    const sql = `select name from system.columns where database = {db:String} and table = {table:String} and name = 'reason'`;
    const found = await other.warehouse.rows(sql, { db: other.database, table: refund.table });
    expect(found.length).toBe(1);
    await expect(migrateTables(other.warehouse, [changed])).rejects.toThrow(/restock.*cannot turn/);
  } finally {
    await other.drop();
  }
});
