import type { Engine } from '../engine/engine.ts';
import type { Slot } from '../engine/slot.ts';
import { WarehouseRefusal } from './refusal.ts';

type Session = {
  key: string;
  slot: Slot | undefined;
  busy: boolean;
  timer: NodeJS.Timeout | undefined;
};

const longestSeconds = 3600;

/**
 * Sessions as ClickHouse knows them: what a client SETs and its temporary tables last from request to request, for as
 * long as it asks. A session's connection lives on one slot of the session lane.
 */
export class Sessions {
  readonly #engine: Engine;
  readonly #sessions = new Map<string, Session>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** The session for one request; nobody else gets it until it is left. */
  enter(user: string, id: string, mustExist: boolean): Session {
    const key = `session\0${user}\0${id}`;
    let session = this.#sessions.get(key);
    if (!session && mustExist)
      throw new WarehouseRefusal(372, 'SESSION_NOT_FOUND', `Session ${id} not found`);
    if (session?.busy) {
      throw new WarehouseRefusal(373, 'SESSION_IS_LOCKED', `Session ${id} is locked by a concurrent client`);
    }
    session ??= { key, slot: undefined, busy: false, timer: undefined };
    clearTimeout(session.timer);
    session.busy = true;
    this.#sessions.set(key, session);
    return session;
  }

  /** The session's slot, once it is free. */
  async acquire(session: Session): Promise<Slot> {
    session.slot = await this.#engine.sessions.acquire(session.key, session.slot);
    return session.slot;
  }

  leave(session: Session, timeoutSeconds: number): void {
    session.busy = false;
    session.timer = setTimeout(() => this.#end(session), Math.min(timeoutSeconds, longestSeconds) * 1000);
    session.timer.unref();
  }

  #end(session: Session): void {
    this.#sessions.delete(session.key);
    session.slot?.forget(session.key);
  }
}

export type { Session };
