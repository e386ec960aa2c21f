import { createBackoff } from './backoff.ts';
import { ClientError, errorOfAnswer, isPassing, type WireError } from './client-error.ts';
import { readEventStream, type ServerEvent } from './event-stream.ts';

/** `connecting` → `live` → (`waiting` → `connecting` → …) → `closed`. */
export type StreamState = 'connecting' | 'live' | 'waiting' | 'closed';

export type StreamHandlers<T> = {
  next(data: T): void;
  /** A refusal, or a failure of one event; the subscription goes on unless `state` says `closed`. */
  error?(error: ClientError): void;
  state?(state: StreamState): void;
};

/** One subscription as it travels: with the id of its last event, so that nothing already seen is sent again. */
export type StreamOperation = {
  id: string;
  query: string;
  variables: Record<string, unknown>;
  lastEventId?: string | undefined;
};

export type LiveStreamOptions = {
  open(operations: readonly StreamOperation[], signal: AbortSignal): Promise<Response>;
  random: () => number;
  /** Silence after which a stream counts as dead; the gateway's heartbeat comes every 15 s. */
  silenceMs?: number;
};

export type LiveStream = {
  subscribe<T>(query: string, variables: Record<string, unknown>, handlers: StreamHandlers<T>): () => void;
  /** Opens the stream anew, e.g. with another token. */
  reopen(): void;
};

type Subscription = StreamOperation & { handlers: StreamHandlers<unknown> };

/** Subscriptions that begin or end together, as when a page opens, need one new connection, not many. */
const gatheringMs = 10;

/**
 * All live subscriptions of one client on one connection, because browsers allow six per host. It comes back after
 * breaks, and gives a subscription up only on a refusal that would be repeated (not logged in, an invalid document).
 */
export function createLiveStream(options: LiveStreamOptions): LiveStream {
  const subscriptions = new Map<string, Subscription>();
  const backoff = createBackoff(options.random);
  let connection: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastId = 0;

  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void connect(), ms);
  };
  const tell = (state: StreamState) => {
    for (const { handlers } of subscriptions.values()) handlers.state?.(state);
  };
  const close = (subscription: Subscription) => {
    if (subscriptions.delete(subscription.id)) subscription.handlers.state?.('closed');
  };
  const refuseAll = (error: ClientError) => {
    for (const subscription of [...subscriptions.values()]) {
      subscription.handlers.error?.(error);
      if (!isPassing(error)) close(subscription);
    }
  };

  const connect = async () => {
    connection?.abort();
    if (subscriptions.size === 0) return;
    const own = new AbortController();
    connection = own;
    tell('connecting');
    const error = await readOnce(options, subscriptions, own.signal, {
      live: () => tell('live'),
      event: (event) => {
        backoff.reset();
        deliver(event, subscriptions, close);
      },
    });
    if (own.signal.aborted && connection !== own) return;
    if (error) refuseAll(error);
    if (subscriptions.size === 0) return;
    tell('waiting');
    later(backoff.next());
  };

  return {
    subscribe: <T>(query: string, variables: Record<string, unknown>, handlers: StreamHandlers<T>) => {
      lastId += 1;
      const subscription = {
        id: String(lastId),
        query,
        variables,
        handlers: handlers as StreamHandlers<unknown>,
      };
      subscriptions.set(subscription.id, subscription);
      later(gatheringMs);
      return () => {
        close(subscription);
        later(gatheringMs);
      };
    },
    reopen: () => later(gatheringMs),
  };
}

async function readOnce(
  options: LiveStreamOptions,
  subscriptions: ReadonlyMap<string, Subscription>,
  stopped: AbortSignal,
  on: { live(): void; event(event: ServerEvent): void },
): Promise<ClientError | undefined> {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), options.silenceMs ?? 40_000);
  };
  alive();
  try {
    const operations = [...subscriptions.values()].map(({ id, query, variables, lastEventId }) => ({
      id,
      query,
      variables,
      lastEventId,
    }));
    const response = await options.open(operations, AbortSignal.any([stopped, silence.signal]));
    if (!response.ok || response.body === null) {
      return errorOfAnswer(response.status, errorsIn(await response.text()));
    }
    on.live();
    await readEventStream(response.body, { alive, event: on.event });
    return undefined;
  } catch (cause) {
    return stopped.aborted
      ? undefined
      : new ClientError('UNREACHABLE', 'The live stream broke; it will be opened again.', { cause });
  } finally {
    clearTimeout(timer);
  }
}

/** Events are named `next/<operation>` and `complete/<operation>`. */
function deliver(
  event: ServerEvent,
  subscriptions: ReadonlyMap<string, Subscription>,
  close: (subscription: Subscription) => void,
): void {
  const [kind, operation = ''] = event.event.split('/');
  const subscription = subscriptions.get(operation);
  if (!subscription) return;
  if (kind === 'complete') close(subscription);
  if (kind !== 'next') return;
  if (event.id !== undefined) subscription.lastEventId = event.id;
  const answer = JSON.parse(event.data) as { data?: unknown; errors?: readonly WireError[] };
  if (answer.errors?.length) subscription.handlers.error?.(errorOfAnswer(200, answer.errors));
  else if (answer.data) subscription.handlers.next(answer.data);
}

/** The `errors[]` of a JSON answer; undefined when something else than the gateway answered, e.g. a proxy's page. */
export function errorsIn(text: string): readonly WireError[] | undefined {
  try {
    return (JSON.parse(text) as { errors?: readonly WireError[] }).errors;
  } catch {
    return undefined;
  }
}
