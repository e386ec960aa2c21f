import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Addon, loadAddon, type NativeConnection } from './addon.ts';
import type { EngineLimits } from './engine-config.ts';
import { Lane } from './lane.ts';
import { openDataFolder } from './open.ts';

export type EngineOptions = {
  path: string;
  limits: EngineLimits;
  /** Statements of each lane at a time. */
  slots: { queries: number; inserts: number; sessions: number };
  /** Statements of each lane that may wait, and for how long. */
  queue: number;
  waitMs: number;
};

/** The engine with its lanes: inserts and queries never wait for each other, and a KILL waits for nobody. */
export class Engine {
  readonly queries: Lane;
  readonly inserts: Lane;
  readonly sessions: Lane;
  readonly control: Lane;
  readonly version: string;
  readonly #addon: Addon;
  readonly #keeper: NativeConnection;

  private constructor(addon: Addon, keeper: NativeConnection, pipes: string, options: EngineOptions) {
    this.#addon = addon;
    this.#keeper = keeper;
    this.version = addon.QueryWithConnection(keeper, 'SELECT version()', 'TSVRaw').trim();
    const shared = { ...options, addon, path: resolve(options.path), pipes };
    this.queries = new Lane({ ...shared, name: 'queries', slots: options.slots.queries });
    this.inserts = new Lane({ ...shared, name: 'inserts', slots: options.slots.inserts });
    this.sessions = new Lane({ ...shared, name: 'sessions', slots: options.slots.sessions });
    this.control = new Lane({ ...shared, name: 'control', slots: 1 });
  }

  static async open(options: EngineOptions): Promise<Engine> {
    const addon = loadAddon();
    const keeper = openDataFolder(addon, options.path, options.limits);
    const engine = new Engine(addon, keeper, emptyFolder(resolve(options.path)), options);
    await Promise.all([engine.queries.warm(), engine.inserts.warm(), engine.control.warm()]);
    return engine;
  }

  /** Call it when no statement runs any more. */
  close(): void {
    for (const lane of [this.queries, this.inserts, this.sessions, this.control]) lane.close();
    this.#addon.CloseConnection(this.#keeper);
  }
}

/** The folder of the slots' pipes, without what a killed process has left there. Safe: the engine's lock is ours. */
function emptyFolder(path: string): string {
  const folder = join(path, 'entrepot-pipes');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}
