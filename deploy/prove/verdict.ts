import { EntrepotError } from '#errors';
import { auditOffsets, type Contract, type PartitionAudit } from '#ingestion';
import type { Warehouse } from '#warehouse';

/** Holds where both texts are the same. */
export type Check = { name: string; expected: string; found: string };

/** Prints every check; throws CHECK_FAILED where one does not hold. */
export function conclude(checks: readonly Check[], say: (line: string) => void): void {
  for (const { name, expected, found } of checks) {
    say(expected === found ? `ok   ${name}: ${found}` : `FAIL ${name}: ${found}, expected ${expected}`);
  }
  if (checks.some(({ expected, found }) => expected !== found)) {
    throw new EntrepotError('CHECK_FAILED', 'What is stored is not what was sent; see above.');
  }
}

/** Whether each offset of each partition is stored once. */
export async function auditChecks(warehouse: Warehouse, contracts: readonly Contract[]): Promise<Check[]> {
  return (await auditOffsets(warehouse, contracts)).map(auditCheck);
}

function auditCheck(audit: PartitionAudit): Check {
  const { topic, partition, next, rows, offsets, missingInKafka, exact } = audit;
  const found = `rows ${rows}, offsets ${offsets}, of ${next} less ${missingInKafka}`;
  return { name: `${topic}/${partition}: each offset once`, expected: exact ? found : 'equal counts', found };
}

/** Makes checks that compare a number with what a statement answers. */
export function checker(warehouse: Warehouse) {
  return async (name: string, expected: number, sql: string): Promise<Check> => {
    const [row] = await warehouse.rows<Record<string, string>>(sql);
    return { name, expected: String(expected), found: String(Object.values(row!)[0]) };
  };
}
