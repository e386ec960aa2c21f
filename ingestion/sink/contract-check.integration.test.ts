import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../deploy/testing/database.ts';
import { type Body, type Contract, contract } from '../contracts/contract.ts';
import { smallCount } from '../contracts/fields.ts';
import { adPerformance, order, purchaseOrder, refund, shipment } from '../contracts/index.ts';
import { validateEvent } from '../producer/index.ts';
import { exampleOf, type Json } from '../tables/example.ts';
import { migrateTables } from '../tables/index.ts';
import { type Shape, shapeOf } from '../tables/schema.ts';
import { deliver } from './deliver.ts';
import { createPace } from './pace.ts';
import { partitionProgress } from './progress.ts';
import { RecordReader } from './record-reader.ts';
import { RowWriter } from './row-writer.ts';
import { Slab } from './slab.ts';
import { encodeRecords } from './testing/encode-records.ts';

const checked = [refund, order, shipment, purchaseOrder, adPerformance];
let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase('contract_check');
  await migrateTables(db.warehouse, checked);
});
afterAll(() => db.drop());

const spoilers: (Json | undefined)[] = [
  ...[
    undefined,
    null,
    '',
    'x',
    'eur',
    '12',
    '1.1234567',
    'é'.repeat(200),
    'é'.repeat(201),
    'x'.repeat(10_001),
  ],
  ...[
    '2023-02-29',
    '2024-02-29T24:00:00Z',
    '2024-02-29T09:30:00+01:00',
    0,
    5,
    1.5,
    -1,
    65_536,
    4_294_967_296,
  ],
  ...[true, [], {}, [null], ['x'], [{}], { amount: '1' }],
];

/** Every way to put one wrong (or another right) value in one place of a body. */
function* mutations(body: Json, shape: Shape): Generator<Json> {
  for (const value of spoilers) if (value !== undefined) yield value;
  if (shape.kind === 'object') {
    const object = body as Record<string, Json>;
    for (const { key, shape: member } of shape.members) {
      const { [key]: _gone, ...rest } = object;
      yield rest;
      for (const changed of mutations(object[key]!, member)) yield { ...object, [key]: changed };
    }
    yield { ...object, unknown_field: { a: [1, { b: null }] } };
  } else if (shape.kind === 'list') {
    const [first, second] = body as [Json, Json];
    for (const changed of mutations(second, shape.element)) yield [first, changed];
  }
}

async function store(
  contract: Contract,
  bodies: readonly string[],
  entityIds: readonly string[],
): Promise<void> {
  const slab = new Slab();
  const reader = new RecordReader();
  const writer = new RowWriter(contract.topic);
  const headers = entityIds.map((id) => ({
    ce_entityid: id,
    ce_entityversion: '1',
    ce_time: '2026-03-01T09:30:00Z',
  }));
  reader.open(encodeRecords(bodies.map((value, index) => ({ key: 'k', value, headers: headers[index]! }))));
  for (let offset = 0; offset < bodies.length; offset++) {
    reader.next();
    writer.write(slab, reader, offset, 1_772_000_000_000);
  }
  const { warehouse } = db;
  const progress = partitionProgress(warehouse, contract, 0);
  const pace = createPace({ minimumMs: 10, maximumMs: 10, atOnce: 1 });
  const delivery = { warehouse, contract, partition: 0, progress, pace, log: pino({ level: 'silent' }) };
  const epoch = await progress.claim('test');
  const batch = { first: 0, last: bodies.length - 1, ingestedAt: Date.now(), epoch };
  await deliver(
    { ...delivery, signal: new AbortController().signal, troubled: () => undefined },
    slab,
    batch,
  );
}

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
    await store(
      each,
      bodies.map((body) => JSON.stringify(body)),
      ids,
    );
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
