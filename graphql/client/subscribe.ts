import { type Backoff, createBackoff } from './backoff.ts';
import { ClientError, errorOfAnswer, isPassing, type WireError } from './client-error.ts';
import { readEventStream, type ServerEvent } from './event-stream.ts';

/** `connecting` → `live` → (`waiting` → `connecting` → …) → `closed`. */
export type StreamState = 'connecting' | 'live' | 'waiting' | 'closed';

export type StreamHandlers<T> = {
  next(data: T): void;
  /** A refusal, or a failure of one event; the stream goes on unless `state` says `closed`. */
  error?(error: ClientError): void;
  state?(state: StreamState): void;
};

export type StreamOptions = {
  /** Opens the stream; called again with the last event's id after a break. */
  open(lastEventId: string | undefined, signal: AbortSignal): Promise<Response>;
  random: () => number;
  /** Silence after which a stream counts as dead; the gateway's heartbeat comes every 15 s. */
  silenceMs?: number;
};

/**
 * Keeps one event stream open until the returned function is called: comes back after breaks, and gives up only on
 * refusals that would be repeated (not logged in, forbidden, an invalid document).
 */
export function keepSubscribed<T>(options: StreamOptions, handlers: StreamHandlers<T>): () => void {
  const stop = new AbortController();
  const backoff = createBackoff(options.random);
  void follow(options, handlers, backoff, stop.signal);
  return () => stop.abort();
}

async function follow<T>(
  options: StreamOptions,
  handlers: StreamHandlers<T>,
  backoff: Backoff,
  stopped: AbortSignal,
): Promise<void> {
  let lastEventId: string | undefined;
  const remember = (event: ServerEvent) => {
    backoff.reset();
    if (event.id !== undefined) lastEventId = event.id;
  };
  while (!stopped.aborted) {
    handlers.state?.('connecting');
    const end = await readOnce(options, handlers, lastEventId, remember, stopped);
    if (stopped.aborted) break;
    if (end instanceof ClientError) handlers.error?.(end);
    if (end === 'complete' || (end instanceof ClientError && !isPassing(end))) break;
    handlers.state?.('waiting');
    await pause(backoff.next(), stopped);
  }
  handlers.state?.('closed');
}

type End = ClientError | 'complete' | 'broken';

async function readOnce<T>(
  options: StreamOptions,
  handlers: StreamHandlers<T>,
  lastEventId: string | undefined,
  remember: (event: ServerEvent) => void,
  stopped: AbortSignal,
): Promise<End> {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), options.silenceMs ?? 40_000);
  };
  let complete = false;
  alive();
  try {
    const response = await options.open(lastEventId, AbortSignal.any([stopped, silence.signal]));
    if (!response.ok || response.body === null) return await refusalOf(response);
    handlers.state?.('live');
    await readEventStream(response.body, {
      alive,
      event: (event) => {
        remember(event);
        if (event.event === 'complete') complete = true;
        else if (event.event === 'next') deliver(event.data, handlers);
      },
    });
    return complete ? 'complete' : 'broken';
  } catch (cause) {
    return new ClientError('UNREACHABLE', 'The live stream broke; it will be opened again.', { cause });
  } finally {
    clearTimeout(timer);
  }
}

function deliver<T>(text: string, handlers: StreamHandlers<T>): void {
  const answer = JSON.parse(text) as { data?: T | null; errors?: readonly WireError[] };
  if (answer.errors?.length) handlers.error?.(errorOfAnswer(200, answer.errors));
  else if (answer.data) handlers.next(answer.data);
}

async function refusalOf(response: Response): Promise<ClientError> {
  const text = await response.text();
  return errorOfAnswer(response.status, errorsIn(text));
}

/** The `errors[]` of a JSON answer; undefined when something else than the gateway answered, e.g. a proxy's page. */
export function errorsIn(text: string): readonly WireError[] | undefined {
  try {
    return (JSON.parse(text) as { errors?: readonly WireError[] }).errors;
  } catch {
    return undefined;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish);
  });
}
