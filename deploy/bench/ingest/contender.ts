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
};

/** What it says when it is done, as a JSON line. */
export type Outcome = {
  /** From the first row stored to the last. */
  seconds: number;
  /** From the start of the process' work to the last row. */
  secondsWithStart: number;
  /** Processor time of the contender's own process. */
  cpuSeconds: number;
  /** Of it, what its main thread used. */
  mainThreadSeconds: number;
  /** Rows stored during `seconds`. */
  rows: number;
  largestMemoryMb: number;
};

export function readTask(): Task {
  return JSON.parse(process.argv[2]!) as Task;
}

/** Watches a row count grow until all are there, and says what it took. */
export async function watchRows(all: number, count: () => Promise<number>): Promise<Outcome> {
  const started = performance.now();
  const cpuBefore = process.cpuUsage();
  const mainBefore = process.threadCpuUsage();
  let first: { at: number; rows: number } | undefined;
  for (;;) {
    const rows = await count();
    const at = performance.now();
    if (rows > 0) first ??= { at, rows };
    if (rows >= all) {
      const cpu = process.cpuUsage(cpuBefore);
      const main = process.threadCpuUsage(mainBefore);
      return {
        seconds: (at - first!.at) / 1_000,
        secondsWithStart: (at - started) / 1_000,
        cpuSeconds: (cpu.user + cpu.system) / 1e6,
        mainThreadSeconds: (main.user + main.system) / 1e6,
        rows: all - first!.rows,
        largestMemoryMb: Math.round(process.resourceUsage().maxRSS / 1_024),
      };
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function say(outcome: Outcome): never {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
  process.exit(0);
}
