import { auditOffsets, type PartitionAudit } from '#ingestion';
import type { Warehouse } from '#warehouse';
import { expectedReason, killContract, type Ledger } from './events.ts';

export type Check = { name: string; expected: string; found: string };

/** Compares everything stored with what was sent. A check holds where both texts are the same. */
export async function checksOf(warehouse: Warehouse, ledger: Ledger): Promise<Check[]> {
  const { table, latestView, quarantineTable } = killContract;
  const number = async (sql: string) =>
    Object.values((await warehouse.rows<Record<string, string>>(sql))[0]!)[0]!;
  const check = async (name: string, expected: number, sql: string): Promise<Check> => ({
    name,
    expected: String(expected),
    found: String(await number(sql)),
  });
  const audits = await auditOffsets(warehouse, [killContract]);
  return [
    ...audits.map(auditCheck),
    await check('deliveries in the table', ledger.deliveries, `select count() from ${table}`),
    await check('entities as last known', ledger.good, `select count() from ${latestView}`),
    await check('different entities', ledger.good, `select uniqExact(entity_id) from ${table}`),
    await check(
      'sum of amounts in cents',
      ledger.cents,
      `select toInt64(sum(amount) * 100) from ${latestView}`,
    ),
    await check('records in quarantine', ledger.bad, `select count() from ${quarantineTable}`),
    { name: 'wrong reasons in quarantine', expected: '0', found: String(await wrongReasons(warehouse)) },
  ];
}

function auditCheck(audit: PartitionAudit): Check {
  const { topic, partition, next, rows, offsets, missingInKafka, exact } = audit;
  const found = `rows ${rows}, offsets ${offsets}, of ${next} less ${missingInKafka}`;
  return { name: `${topic}/${partition}: each offset once`, expected: exact ? found : 'equal counts', found };
}

async function wrongReasons(warehouse: Warehouse): Promise<number> {
  const rows = await warehouse.rows<{ id: string; reason: string }>(
    `select entity_id as id, reason from ${killContract.quarantineTable}`,
  );
  return rows.filter(({ id, reason }) => {
    const expected = expectedReason(id);
    return expected === undefined || !reason.includes(expected);
  }).length;
}
