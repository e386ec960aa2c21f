import { ClientError, errorOfAnswer, type WireError } from './client-error.ts';
import { createLiveStream, errorsIn, type StreamHandlers } from './live-stream.ts';

export type ClientOptions = {
  /** Address of the GraphQL endpoint, e.g. `/graphql`; streams are read from `<url>/stream`. */
  url: string;
  /** Session or device token. */
  token?: string | undefined;
  /** Language of labels and messages, e.g. `zh`. */
  language: string;
  fetch?: typeof fetch;
  random?: () => number;
  clock?: () => number;
};

export type Variables = Record<string, unknown>;

export type Client = {
  /** One query or mutation; rejects with a ClientError. */
  query<T>(document: string, variables?: Variables, options?: { signal?: AbortSignal }): Promise<T>;
  /** A subscription that survives breaks; the returned function ends it. */
  subscribe<T>(document: string, variables: Variables, handlers: StreamHandlers<T>): () => void;
  setToken(token: string | undefined): void;
  setLanguage(language: string): void;
  /** The gateway's clock in epoch milliseconds, as far as answers told it; a screen's own clock may be wrong. */
  now(): number;
};

/**
 * The gateway as a browser sees it.
 *
 * @example
 * const client = createClient({ url: '/graphql', language: 'en' });
 * const { login } = await client.query<LoginAnswer>('mutation { login(user: "ada", password: "…") { token } }');
 * client.setToken(login.token);
 */
export function createClient(options: ClientOptions): Client {
  const send = options.fetch ?? globalThis.fetch.bind(globalThis);
  const clock = options.clock ?? Date.now;
  let { token, language } = options;
  let clockOffset = 0;

  const post = async (
    url: string,
    body: unknown,
    accept: string,
    signal: AbortSignal | undefined,
  ): Promise<Response> => {
    const response = await send(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'accept-language': language,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        accept,
      },
      body: JSON.stringify(body),
      ...(signal ? { signal } : {}),
    });
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) clockOffset = offsetOf(date, clock());
    return response;
  };

  const live = createLiveStream({
    random: options.random ?? Math.random,
    open: (operations, signal) => post(`${options.url}/stream`, { operations }, 'text/event-stream', signal),
  });

  return {
    query: async <T>(
      document: string,
      variables?: Variables,
      { signal }: { signal?: AbortSignal } = {},
    ): Promise<T> => {
      const body = { query: document, variables };
      return answerOf<T>(() => post(options.url, body, 'application/json', signal), signal);
    },
    subscribe: (document, variables, handlers) => live.subscribe(document, variables, handlers),
    setToken: (next) => {
      token = next;
      live.reopen();
    },
    setLanguage: (next) => {
      language = next;
    },
    now: () => clock() + clockOffset,
  };
}

async function answerOf<T>(ask: () => Promise<Response>, signal: AbortSignal | undefined): Promise<T> {
  let response: Response;
  let text: string;
  try {
    response = await ask();
    text = await response.text();
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ClientError('UNREACHABLE', 'The gateway does not answer.', {
      fix: 'Check that it runs and that this machine can reach it.',
      cause,
    });
  }
  if (!response.ok) throw errorOfAnswer(response.status, errorsIn(text));
  const answer = JSON.parse(text) as { data?: T | null; errors?: readonly WireError[] };
  if (answer.errors?.length || !answer.data) throw errorOfAnswer(response.status, answer.errors);
  return answer.data;
}

/** The HTTP date has whole seconds, so that differences below one second say nothing. */
function offsetOf(date: number, now: number): number {
  const offset = date + 500 - now;
  return Math.abs(offset) <= 1_000 ? 0 : offset;
}
