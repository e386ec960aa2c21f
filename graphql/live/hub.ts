import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import type { Caller } from '../security/caller.ts';
import type { GraphQLAnswer, GraphQLRequest } from '../server/graphql-engine.ts';
import { type Channel, type Listener, openChannel } from './channel.ts';
import { type LiveConnection, openConnection } from './connection.ts';

/** One subscription of a connection; without `id` it has the connection to itself. */
export type LiveOperation = GraphQLRequest & { id?: string | undefined; lastEventId?: string | undefined };

export type HubOptions = {
  /** Runs a subscription for everyone with the caller's rights. */
  run(request: GraphQLRequest, caller: Caller, signal: AbortSignal): Promise<GraphQLAnswer>;
  failure(thrown: unknown): ExecutionResult;
  passes(result: ExecutionResult): boolean;
  /** Whether the newest event of this operation stands for all before it. */
  isState(request: GraphQLRequest): boolean;
  heartbeatMs: number;
  /** How long a subscription without listeners goes on, for those who come back at once. */
  lingerMs: number;
};

export type Hub = {
  /** Streams the operations into the response until the client leaves or `valid` says no. */
  attach(
    response: ServerResponse,
    operations: readonly LiveOperation[],
    caller: Caller,
    valid: () => Promise<boolean>,
  ): void;
  counts(): { connections: number; subscriptions: number };
  close(): void;
};

type Shared = { channel: Channel; lingering?: ReturnType<typeof setTimeout> | undefined };

/**
 * Live figures: one execution per distinct question and rights, one buffer for all who listen. A thousand screens with
 * the same panels cost the warehouse what one costs.
 */
export function createHub(options: HubOptions): Hub {
  const channels = new Map<string, Shared>();
  const connections = new Map<LiveConnection, () => Promise<boolean>>();

  const beat = setInterval(() => {
    for (const [connection, valid] of connections) {
      connection.heartbeat();
      void endIfInvalid(connection, valid);
    }
  }, options.heartbeatMs);

  const channelOf = (operation: LiveOperation, caller: Caller): { key: string; shared: Shared } => {
    const key = keyOf(operation, caller);
    const existing = channels.get(key);
    if (existing) {
      clearTimeout(existing.lingering);
      return { key, shared: existing };
    }
    const channel = openChannel({
      open: (signal) => options.run(requestOf(operation), caller, signal),
      failure: options.failure,
      passes: options.passes,
      replay: options.isState(operation),
      ended: () => channels.delete(key),
    });
    const shared = { channel };
    channels.set(key, shared);
    return { key, shared };
  };

  const join = (connection: LiveConnection, operation: LiveOperation, caller: Caller, done: () => void) => {
    const { key, shared } = channelOf(operation, caller);
    const every = !options.isState(operation);
    const listener: Listener = {
      next: (frame) => connection.send(operation.id, frame, every),
      complete: () => {
        connection.complete(operation.id);
        done();
      },
    };
    shared.channel.join(listener, operation.lastEventId);
    return () => {
      if (shared.channel.leave(listener) > 0) return;
      clearTimeout(shared.lingering);
      shared.lingering = setTimeout(() => {
        shared.channel.stop();
        if (channels.get(key) === shared) channels.delete(key);
      }, options.lingerMs);
    };
  };

  return {
    attach: (response, operations, caller, valid) => {
      const connection = openConnection(response);
      connections.set(connection, valid);
      let running = operations.length;
      const leaves = operations.map((operation) =>
        join(connection, operation, caller, () => {
          running -= 1;
          if (running === 0) connection.end();
        }),
      );
      response.on('close', () => {
        connections.delete(connection);
        for (const leave of leaves) leave();
      });
    },
    counts: () => ({ connections: connections.size, subscriptions: channels.size }),
    close: () => {
      clearInterval(beat);
      for (const { channel, lingering } of channels.values()) {
        clearTimeout(lingering);
        channel.stop();
      }
      channels.clear();
      for (const connection of connections.keys()) connection.end();
    },
  };
}

/** A session that ended or whose rights changed loses its stream; the client comes back and is told. */
async function endIfInvalid(connection: LiveConnection, valid: () => Promise<boolean>): Promise<void> {
  const stillValid = await valid().catch(() => false);
  if (!stillValid) connection.end();
}

function requestOf({ query, variables, operationName }: LiveOperation): GraphQLRequest {
  return { query, ...(variables ? { variables } : {}), ...(operationName ? { operationName } : {}) };
}

function keyOf({ query, variables, operationName }: GraphQLRequest, caller: Caller): string {
  const text = JSON.stringify([caller.fingerprint, operationName ?? null, sorted(variables ?? {}), query]);
  return createHash('sha256').update(text).digest('base64url');
}

/** The same variables in another order are the same question. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([key, member]) => [key, sorted(member)]));
}
