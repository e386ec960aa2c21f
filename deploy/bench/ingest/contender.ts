import { readFileSync } from 'node:fs';
import { largestMemoryMb } from '../largest-memory.ts';

/** What a contender's process is told, in JSON, as its only argument. */
export type Task = {
  brokers: string[];
  warehouseUrl: string;
  user: string;
  password: string;
  database: string;
  topic: string;
  events: number;
  partitions: number;
  folder: string;
  /** Whose processor time counts as well; 0 for none. */
  warehousePid: number;
};

/** What it says when it is done, as a JSON line. */
export type Outcome = {
  /** From the first row stored to the last. */
  seconds: number;
  /** From the start of the process' work to the last row. */
  secondsWithStart: number;
  /** Processor time of the contender's own process, from the first row stored to the last. */
  cpuSeconds: number;
  /** Of it, what its main thread used. */
  mainThreadSeconds: number;
  /** The warehouse's processor time in those seconds. */
  warehouseSeconds: number;
  /** Rows stored during `seconds`. */
  rows: number;
  largestMemoryMb: number;
  /** The warehouse's, since it started. */
  warehouseMemoryMb: number;
};

export function readTask(): Task {
  return JSON.parse(process.argv[2]!) as Task;
}

type Moment = { at: number; rows: number; own: number; main: number; warehouse: number };

/** Watches a row count grow until all are there, and says what it took. */
export async function watchRows(task: Task, count: () => Promise<number>): Promise<Outcome> {
  const started = performance.now();
  let first: Moment | undefined;
  for (;;) {
    const rows = await count();
    if (rows > 0) first ??= moment(rows, task.warehousePid);
    if (first && rows >= task.events) {
      const last = moment(rows, task.warehousePid);
      return {
        seconds: (last.at - first.at) / 1_000,
        secondsWithStart: (last.at - started) / 1_000,
        cpuSeconds: last.own - first.own,
        mainThreadSeconds: last.main - first.main,
        warehouseSeconds: last.warehouse - first.warehouse,
        rows: last.rows - first.rows,
        largestMemoryMb: Math.round(process.resourceUsage().maxRSS / 1_024),
        warehouseMemoryMb: task.warehousePid === 0 ? 0 : largestMemoryMb(task.warehousePid),
      };
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function moment(rows: number, warehousePid: number): Moment {
  const own = process.cpuUsage();
  const main = process.threadCpuUsage();
  return {
    at: performance.now(),
    rows,
    own: (own.user + own.system) / 1e6,
    main: (main.user + main.system) / 1e6,
    warehouse: warehousePid === 0 ? 0 : cpuSecondsOf(warehousePid),
  };
}

/** User and system time of a process and its threads so far (Linux: in hundredths of a second). */
function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

export function say(outcome: Outcome): never {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
  process.exit(0);
}
