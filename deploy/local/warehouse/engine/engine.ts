import { resolve } from 'node:path';
import { type Addon, loadAddon, type NativeConnection } from './addon.ts';
import type { EngineLimits } from './engine-config.ts';
import { Lane } from './lane.ts';
import { openDataFolder } from './open.ts';

export type EngineOptions = {
  path: string;
  limits: EngineLimits;
  queryThreads: number;
  insertThreads: number;
  sessionThreads: number;
  /** Statements of each lane that may wait, and for how long. */
  queue: number;
  waitMs: number;
  onCrash(thrown: Error): void;
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

  private constructor(addon: Addon, keeper: NativeConnection, options: EngineOptions) {
    this.#addon = addon;
    this.#keeper = keeper;
    this.version = addon.QueryWithConnection(keeper, 'SELECT version()', 'TSVRaw').trim();
    const shared = { ...options, path: resolve(options.path) };
    this.queries = new Lane({ ...shared, threads: options.queryThreads });
    this.inserts = new Lane({ ...shared, threads: options.insertThreads });
    this.sessions = new Lane({ ...shared, threads: options.sessionThreads });
    this.control = new Lane({ ...shared, threads: 1 });
  }

  static async open(options: EngineOptions): Promise<Engine> {
    const addon = loadAddon();
    const engine = new Engine(addon, openDataFolder(addon, options.path, options.limits), options);
    await Promise.all([engine.queries.warm(), engine.inserts.warm(), engine.control.warm()]);
    return engine;
  }

  /** Call it when no statement runs any more. */
  async close(): Promise<void> {
    await Promise.all([this.queries, this.inserts, this.sessions, this.control].map((lane) => lane.close()));
    this.#addon.CloseConnection(this.#keeper);
  }
}
