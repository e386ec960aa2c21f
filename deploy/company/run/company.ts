import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { EventProducer } from '#ingestion';
import { dayLength } from '../days.ts';
import { Book } from '../ledger/book.ts';
import { entriesOf, type LedgerFiles, ledgerFiles } from '../ledger/files.ts';
import { beginning, Simulation } from '../simulation/simulation.ts';
import { createWorld } from '../world/world.ts';
import { type Checkpoint, companyFolder, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { deliver } from './delivery.ts';
import { type CompanySettings, settle } from './settings.ts';

export type CompanyProgress = { phase: 'history' | 'live'; done: number; total: number };

export type CompanyOptions = {
  settings: CompanySettings;
  /** The installation's data folder; the company keeps its own in `company/`. */
  dataDir: string;
  /** Topics must exist. */
  producer: Pick<EventProducer, 'send'>;
  log: Logger;
  /** Milliseconds of UTC. */
  clock: () => number;
  onProgress?: (progress: CompanyProgress) => void;
};

export type Company = {
  /** Ends after what is being written; nothing is lost whether it is called or not. */
  stop(): Promise<void>;
  /** Rejects if the company cannot go on. */
  failed: Promise<never>;
  /** Resolves when everything up to the moment of the start is in Kafka. */
  caughtUp: Promise<void>;
  status(): { phase: 'history' | 'live'; events: number; cursor: string };
};

/** Days that may still change: the longest way of a parcel, whose invoice is booked on the day it left. */
const openDays = 40;
const bookEveryMs = 60_000;
const tickMs = 250;
/** Items of one round while catching up: large enough for full batches, small enough for a lively bar. */
const roundItems = 12_000;

/**
 * Runs the company: history, what happened while it was away, then life. Everything is a function of its settings, so
 * all it must remember is how far Kafka has it. A kill repeats at most one round of the very same events.
 *
 * @throws CONFIG_INVALID when asked to be another company than the one in the data folder; DATA_DAMAGED.
 */
export async function runCompany(options: CompanyOptions): Promise<Company> {
  const { dataDir, clock, log, onProgress } = options;
  const folder = companyFolder(dataDir);
  const start = clock();
  const checkpoint = settle(options.settings, await readCheckpoint(folder), start);
  await writeCheckpoint(folder, checkpoint);
  const { plan, settings } = checkpoint;
  const historyEnd = plan.gaps[0]!.to;
  const end = options.settings.until === undefined ? Number.POSITIVE_INFINITY : historyEnd;
  const target = Math.min(end, Math.max(start, historyEnd));

  const world = createWorld(settings);
  const ledger = ledgerFiles(join(folder, 'ledger'));
  await ledger.writeTruth(world);
  const open = await ledger.readOpen();
  const book = new Book();
  book.record(entriesOf(open?.rows ?? []));
  // What Kafka got after the books were last written is told again, to the books only.
  const booked = Math.min(open?.cursor ?? beginning(plan.firstDay), checkpoint.cursor);
  const simulation = new Simulation(world, plan, booked);

  const keep = { simulation, book, ledger, folder, checkpoint };
  let stopping = false;
  let events = 0;
  let phase: 'history' | 'live' = 'history';
  const reached = Promise.withResolvers<void>();
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => {});
  reached.promise.catch(() => {});

  // Days grow a hundredfold here; a round that crossed over at full stride would be as large.
  const dense = (plan.denseDay - 6) * dayLength;

  const life = async () => {
    let cursor = booked;
    let step = dayLength;
    let lastBooked = start;
    while (!stopping) {
      const now = Math.min(clock(), end);
      const to = Math.min(now, cursor + (cursor < dense ? step : Math.min(step, dayLength / 8)));
      if (to > cursor) {
        const { items, sent } = await round(keep, options.producer, to);
        cursor = to;
        events += sent;
        step = nextStep(step, items);
        if (phase === 'history') onProgress?.(progressOf(checkpoint, events, to, target));
      }
      if (phase === 'history' && cursor >= target) {
        phase = 'live';
        await closeBooks(keep, cursor);
        log.info({ events, cursor: new Date(cursor) }, 'the company has caught up');
        onProgress?.({ phase: 'live', done: events, total: events });
        reached.resolve();
      }
      if (phase === 'history') continue;
      if (clock() - lastBooked > bookEveryMs) {
        await closeBooks(keep, cursor);
        lastBooked = clock();
      }
      if (cursor >= Math.min(clock(), end) - tickMs) await sleep(tickMs);
    }
    await closeBooks(keep, cursor);
  };
  const living = life().catch((error: unknown) => {
    failure.reject(error);
    reached.reject(error);
  });

  return {
    failed: failure.promise,
    caughtUp: reached.promise,
    status: () => ({ phase, events, cursor: new Date(checkpoint.cursor).toISOString() }),
    stop: async () => {
      stopping = true;
      await living;
    },
  };
}

type Keep = {
  simulation: Simulation;
  book: Book;
  ledger: LedgerFiles;
  folder: string;
  checkpoint: Checkpoint;
};

/** Tells Kafka, then remembers, then books. What Kafka has already is only booked. */
async function round(keep: Keep, producer: Pick<EventProducer, 'send'>, to: number) {
  const { simulation, book, folder, checkpoint } = keep;
  const items = simulation.advance(to);
  const fresh = items.filter((item) => item.at > checkpoint.cursor);
  const sent = await deliver(producer, fresh);
  if (to > checkpoint.cursor) {
    checkpoint.cursor = to;
    await writeCheckpoint(folder, checkpoint);
  }
  for (const { entries } of items) if (entries) book.record(entries);
  return { items: items.length, sent };
}

async function closeBooks({ book, ledger }: Keep, cursor: number): Promise<void> {
  for (const { day, rows } of book.closeBefore(Math.floor(cursor / dayLength) - openDays)) {
    await ledger.writeDay(day, rows);
  }
  await ledger.writeOpen({ cursor, rows: book.rows() });
}

function nextStep(step: number, items: number): number {
  if (items > roundItems * 1.5) return Math.max(1_000, step / 2);
  return items < roundItems / 2 ? Math.min(5 * dayLength, step * 1.6) : step;
}

/** How far, in events; the total is a forecast, good to some tenths, that what has been sent corrects. */
function progressOf(
  { plan, settings }: Checkpoint,
  events: number,
  at: number,
  target: number,
): CompanyProgress {
  const expected = (until: number) => {
    const day = until / dayLength;
    const coarse =
      Math.max(0, Math.min(day, plan.denseDay) - plan.firstDay) * (plan.historyOrdersPerDay * 5.5 + 90);
    return settings.skus * 10 + coarse + Math.max(0, day - plan.denseDay) * plan.denseOrdersPerDay * 6.5;
  };
  const total = events + Math.max(0, expected(target) - expected(at));
  return { phase: 'history', done: events, total: Math.round(total) };
}
