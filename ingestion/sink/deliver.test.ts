import { ClickHouseError } from '@clickhouse/client';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { EntrepotError } from '#errors';
import type { InsertBytes, Warehouse } from '#warehouse';
import { refund } from '../contracts/index.ts';
import { internalNames } from '../tables/index.ts';
import { deliver } from './deliver.ts';
import { createPace } from './pace.ts';
import type { Progress } from './progress.ts';
import { RecordReader } from './record-reader.ts';
import { RowWriter } from './row-writer.ts';
import { Slab } from './slab.ts';
import { encodeRecords } from './testing/encode-records.ts';

const refused = (code: string, message = 'no') =>
  new EntrepotError('WAREHOUSE_REFUSED', message, {
    cause: new ClickHouseError({ message, code, type: 'X' }),
  });
const unreachable = () => new EntrepotError('WAREHOUSE_UNREACHABLE', 'socket hang up');

/** A warehouse that keeps offsets and does to an insert what the test says, before or after carrying it out. */
function setup(
  trouble: (offsets: number[], attempt: number) => { keep?: number[]; error?: unknown } | undefined,
) {
  const kept: number[] = [];
  const quarantined: string[] = [];
  const inserts: number[][] = [];
  const warehouse = {
    database: 'db',
    insertBytes: async ({ table, body }: InsertBytes) => {
      if (table === internalNames(refund).refused) {
        quarantined.push((body as Buffer).toString('latin1'));
        return;
      }
      const offsets = offsetsOf(body as Buffer);
      inserts.push(offsets);
      const outcome = trouble(offsets, inserts.length);
      kept.push(...(outcome?.keep ?? (outcome?.error ? [] : offsets)));
      if (outcome?.error) throw outcome.error;
    },
  } as unknown as Warehouse;
  const progress = {
    endInserts: async () => undefined,
    stored: async () => new Set(kept),
  } as unknown as Progress;
  const pace = createPace({ minimumMs: 1, maximumMs: 1, atOnce: 1 });
  const signal = new AbortController().signal;
  const log = pino({ level: 'silent' });
  const delivery = {
    warehouse,
    contract: refund,
    partition: 0,
    progress,
    pace,
    log,
    signal,
    isPlain: () => false,
    troubled: () => undefined,
  };
  const run = () => deliver(delivery, slabOf(6), { first: 0, last: 5, ingestedAt: 1, epoch: 1 });
  return { run, kept, quarantined, inserts };
}

function slabOf(rows: number): Slab {
  const slab = new Slab();
  const reader = new RecordReader();
  const writer = new RowWriter(refund.topic);
  reader.open(encodeRecords(Array.from({ length: rows }, (_, index) => ({ key: `k${index}`, value: '{}' }))));
  for (let offset = 0; offset < rows; offset++) {
    reader.next();
    writer.write(slab, reader, offset, 0);
  }
  return slab;
}

/** Rows of `slabOf` are 1 + 8 + 8 + 3 + 10 + 3 bytes. */
function offsetsOf(body: Buffer): number[] {
  const size = 33;
  return Array.from({ length: body.length / size }, (_, row) => Number(body.readBigUInt64LE(row * size + 1)));
}

describe('deliver', () => {
  it('sends nothing again that an unanswered insert had stored', async () => {
    const { run, kept, inserts } = setup((offsets, attempt) =>
      attempt === 1 ? { keep: offsets, error: unreachable() } : undefined,
    );
    await run();
    expect(inserts).toEqual([[0, 1, 2, 3, 4, 5]]);
    expect(kept).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('sends only the rest of an insert that was carried out in part', async () => {
    const { run, kept, inserts } = setup((_, attempt) =>
      attempt === 1 ? { keep: [0, 2, 3], error: unreachable() } : undefined,
    );
    await run();
    expect(inserts[1]).toEqual([1, 4, 5]);
    expect(kept.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('finds the row the engine refuses and puts it into quarantine with its words', async () => {
    const { run, kept, quarantined } = setup((offsets) =>
      offsets.includes(4) ? { error: refused('69', 'too odd (at row 5)') } : undefined,
    );
    const storing = run();
    await expect.poll(() => quarantined.length, { timeout: 5_000 }).toBe(1);
    expect(quarantined[0]).toContain('too odd');
    expect(quarantined[0]).toContain('k4');
    kept.push(4); // as the read-back finds it in quarantine
    await storing;
    expect(kept.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('blames no row while the tables take nothing at all', async () => {
    const { run, quarantined, inserts } = setup((_, attempt) =>
      attempt < 5 ? { error: refused('16') } : undefined,
    );
    await run();
    expect(quarantined).toEqual([]);
    expect(inserts.at(-1)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('stops at once when another owner has claimed the partition', async () => {
    const { run, inserts } = setup(() => ({
      error: refused('395', 'fenced: this partition has a new owner'),
    }));
    await expect(run()).rejects.toMatchObject({ code: 'FENCED' });
    expect(inserts.length).toBe(1);
  });
});
