import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ExerciseEngines } from '../../exercise-engines.ts';

export const victimNames = ['sink', 'mapper', 'builder'] as const;
export type VictimName = (typeof victimNames)[number];
export type Kills = Record<VictimName | 'warehouse', number>;

/** Where a victim finds its engines, and how many sinks there are: several divide the partitions among them. */
export type Access = {
  brokers: string[];
  url: string;
  user: string;
  password: string;
  database: string;
  sinks: number;
  /** A sink tells that nothing can be stored after so long; not at all where absent. */
  alertAfterMs?: number;
};

const program = fileURLToPath(new URL('./victim-process.ts', import.meta.url));

/** How often each is chosen, of a hundred kills; the rest is the warehouse's. */
const shares: readonly (readonly [VictimName, number])[] = [
  ['sink', 35],
  ['mapper', 15],
  ['builder', 20],
];

/** Processes that are killed and started again, and how often each was. */
export class Victims {
  readonly kills: Kills = { sink: 0, mapper: 0, builder: 0, warehouse: 0 };
  readonly #engines: ExerciseEngines;
  readonly #access: Access;
  /** By role, and by number among its kind. */
  readonly #running: Record<VictimName, ChildProcess[]>;

  constructor(engines: ExerciseEngines, access: Access) {
    this.#engines = engines;
    this.#access = access;
    const start = (name: VictimName, times = 1) => Array.from({ length: times }, () => this.#start(name));
    this.#running = { sink: start('sink', access.sinks), mapper: start('mapper'), builder: start('builder') };
  }

  get count(): number {
    return Object.values(this.kills).reduce((sum, kills) => sum + kills, 0);
  }

  /** Kills one, chosen and timed by `random`, and starts it again. */
  async killOne(random: () => number): Promise<void> {
    let draw = random() * 100;
    const victim = shares.find(([, share]) => {
      draw -= share;
      return draw < 0;
    })?.[0];
    this.kills[victim ?? 'warehouse']++;
    const kind = victim ? this.#running[victim] : [];
    const number = Math.floor(random() * kind.length);
    await endProcess(kind[number] ?? this.#engines.warehouse().process);
    await sleep(random() * 500);
    if (victim) kind[number] = this.#start(victim);
    else await this.#engines.restartWarehouse();
  }

  /** Ends one for good, or all. */
  async end(only?: VictimName): Promise<void> {
    const names = only ? [only] : victimNames;
    await Promise.all(names.flatMap((name) => this.#running[name]).map(endProcess));
  }

  #start(name: VictimName): ChildProcess {
    return startVictim(name, this.#access);
  }
}

/** A process with one role of the platform. It ends with this one. */
export function startVictim(name: VictimName, access: Access): ChildProcess {
  return spawn(process.execPath, [program, JSON.stringify([name, access])], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/** Kills a process at once and waits until it is gone. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
