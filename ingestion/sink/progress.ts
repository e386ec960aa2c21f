import { setTimeout as sleep } from 'node:timers/promises';
import type { Warehouse } from '#warehouse';
import type { Contract } from '../contracts/contract.ts';
import { claimsTable, gapsTable, internalNames, partitionMark } from '../tables/index.ts';

/** The last batch of a partition as its rows tell it. */
export type LastBatch = { first: number; last: number; ingestedAt: number };

export type Gap = { first: number; last: number };

/** What the warehouse knows of one partition; the only memory the sink has. */
export type Progress = {
  /** Claims the partition with an epoch above all others, and ends and awaits the inserts of whoever had it. */
  claim(owner: string): Promise<number>;
  lastBatch(): Promise<LastBatch | undefined>;
  /** Which offsets of a range are stored, in the table or in its quarantine, or known to be missing from Kafka. */
  stored(first: number, last: number, ingestedAt: number): Promise<Set<number>>;
  recordGap(gap: Gap): Promise<void>;
  /** Ends every insert into the partition that is still running and waits until none is. */
  endInserts(): Promise<void>;
};

export function partitionProgress(warehouse: Warehouse, contract: Contract, partition: number): Progress {
  const { topic, table } = contract;
  const where = { topic, partition };
  const mark = partitionMark(warehouse.database, topic, partition);
  const both = [table, internalNames(contract).refused];

  const endInserts = async () => {
    const running = "startsWith(Settings['log_comment'], {mark:String}) and query_kind = 'Insert'";
    for (let wait = 5; ; wait = Math.min(wait * 2, 500)) {
      const [row] = await warehouse.rows<{ n: string }>(
        `select count() as n from system.processes where ${running}`,
        { mark },
      );
      if (row?.n === '0') return;
      // SYNC may hang on a statement that failed but whose connection is idle; ASYNC and looking again does not.
      await warehouse.command(
        `kill query where startsWith(Settings['log_comment'], {mark:String}) and query_kind = 'Insert' async`,
        { mark },
      );
      await sleep(wait);
    }
  };

  return {
    endInserts,
    claim: async (owner) => {
      const [known] = await warehouse.rows<{ epoch: string }>(
        `select max(epoch) as epoch from ${claimsTable} where topic = {topic:String} and partition = {partition:UInt32}`,
        where,
      );
      const epoch = Math.max(
        Number(known?.epoch ?? 0) + 1,
        Date.now() * 1_000 + Math.floor(Math.random() * 1_000),
      );
      const claimed = new Date().toISOString();
      await warehouse.insertRows(claimsTable, [{ ...where, epoch, owner, claimed_at: claimed }]);
      await endInserts();
      return epoch;
    },
    lastBatch: async () => {
      const selects = both.map(
        (name) =>
          `select max((_batch_last, _batch_first, _ingested_at)) as batch, count() as n from ${name} where _partition = {partition:UInt32}`,
      );
      const [row] = await warehouse.rows<{ last: string; first: string; at: string }>(
        `select max(batch) as greatest, toString(greatest.1) as last, toString(greatest.2) as first, toString(toUnixTimestamp64Milli(greatest.3)) as at from (${selects.join(' union all ')}) where n > 0 having count() > 0`,
        where,
      );
      return row && { last: Number(row.last), first: Number(row.first), ingestedAt: Number(row.at) };
    },
    stored: async (first, last, ingestedAt) => {
      const range = { ...where, first, last, at: ingestedAt };
      const selects = both.map(
        (name) =>
          `select _offset as n from ${name} where _ingested_at = fromUnixTimestamp64Milli({at:Int64}, 'UTC') and _partition = {partition:UInt32} and _offset between {first:UInt64} and {last:UInt64}`,
      );
      const gaps = `select arrayJoin(range(greatest(first, {first:UInt64}), least(last, {last:UInt64}) + 1)) as n from ${gapsTable} where topic = {topic:String} and partition = {partition:UInt32} and first <= {last:UInt64} and last >= {first:UInt64}`;
      const rows = await warehouse.rows<{ n: string }>([...selects, gaps].join(' union all '), range);
      return new Set(rows.map(({ n }) => Number(n)));
    },
    recordGap: async ({ first, last }) => {
      await warehouse.insertRows(gapsTable, [{ ...where, first, last, found_at: new Date().toISOString() }]);
    },
  };
}
