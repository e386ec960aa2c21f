import type { Warehouse } from '#warehouse';
import type { Contract } from '../contracts/contract.ts';
import { contractsStored, gapsTable, internalNames } from '../tables/index.ts';
import type { Gap } from './progress.ts';

export type PartitionAudit = {
  topic: string;
  partition: number;
  /** Offsets below this one have been dealt with. */
  next: number;
  /** Rows in the table and in its quarantine. */
  rows: number;
  /** Different offsets among them. */
  offsets: number;
  /** Offsets that Kafka did not have. */
  missingInKafka: number;
  /** `rows` = `offsets` = `next` − `missingInKafka`: nothing lost, nothing twice. */
  exact: boolean;
};

/** Counts what is stored against the offsets it came from, partition by partition. Reads every offset stored. */
export async function auditOffsets(
  warehouse: Warehouse,
  contracts: readonly Contract[],
): Promise<PartitionAudit[]> {
  const audits: PartitionAudit[] = [];
  for (const contract of await contractsStored(warehouse, contracts))
    audits.push(...(await auditContract(warehouse, contract)));
  return audits;
}

async function auditContract(warehouse: Warehouse, contract: Contract): Promise<PartitionAudit[]> {
  const { topic, table } = contract;
  const both = [table, internalNames(contract).refused].map(
    (name) => `select _partition, _offset, _batch_last from ${name}`,
  );
  const counts = await warehouse.rows<Record<'partition' | 'next' | 'rows' | 'offsets', string>>(
    `select _partition as partition, max(_batch_last) + 1 as next, count() as rows, uniqExact(_offset) as offsets
     from (${both.join(' union all ')}) group by partition order by partition`,
  );
  const gaps = await warehouse.rows<Record<'partition' | 'first' | 'last', string>>(
    `select partition, first, last from ${gapsTable} final where topic = {topic:String} order by partition, first`,
    { topic },
  );
  return counts.map((row) => {
    const [next, rows, offsets] = [Number(row.next), Number(row.rows), Number(row.offsets)];
    const own = gaps.filter(({ partition }) => Number(partition) === Number(row.partition));
    const missingInKafka = covered(
      own.map(({ first, last }) => ({ first: Number(first), last: Number(last) })),
      next,
    );
    const exact = rows === offsets && offsets === next - missingInKafka;
    return { topic, partition: Number(row.partition), next, rows, offsets, missingInKafka, exact };
  });
}

/** How many offsets below `next` lie in any of the gaps, which are in order of their first and may overlap. */
function covered(gaps: readonly Gap[], next: number): number {
  let count = 0;
  let upTo = 0;
  for (const { first, last } of gaps) {
    const from = Math.max(first, upTo);
    const to = Math.min(last + 1, next);
    if (to > from) count += to - from;
    upTo = Math.max(upTo, to);
  }
  return count;
}
