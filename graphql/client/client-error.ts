/** What an answer of the gateway says about one failure, as it travels in `errors[]`. */
export type WireError = {
  message: string;
  path?: readonly (string | number)[];
  extensions?: {
    code?: string;
    fix?: string;
    available?: readonly string[];
    asked?: string;
  };
};

export type ClientErrorDetail = {
  fix?: string | undefined;
  available?: readonly string[] | undefined;
  status?: number | undefined;
  path?: readonly (string | number)[] | undefined;
  cause?: unknown;
};

/**
 * A refusal of the gateway, or no answer at all. `code` is stable: one of the platform's error codes, or
 * `UNREACHABLE` when no gateway answered.
 */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: string;
  readonly fix: string | undefined;
  readonly available: readonly string[] | undefined;
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined;
  readonly path: readonly (string | number)[] | undefined;

  constructor(code: string, message: string, detail: ClientErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.code = code;
    this.fix = detail.fix;
    this.available = detail.available;
    this.status = detail.status;
    this.path = detail.path;
  }
}

const codesOfStatus: Record<number, string> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  413: 'TOO_LARGE',
  429: 'RATE_LIMITED',
  504: 'TIMEOUT',
};

/** The error of an answer: its first `errors[]` entry, or what its HTTP status says. */
export function errorOfAnswer(status: number, errors: readonly WireError[] | undefined): ClientError {
  const first = errors?.[0];
  const fallback = codesOfStatus[status] ?? (status >= 500 ? 'UNREACHABLE' : 'INPUT_INVALID');
  return new ClientError(
    first?.extensions?.code ?? (first ? 'INPUT_INVALID' : fallback),
    first?.message ?? `The gateway answered with HTTP status ${status}.`,
    { fix: first?.extensions?.fix, available: first?.extensions?.available, status, path: first?.path },
  );
}

/** Whether trying the same again later can succeed. */
export function isPassing(error: ClientError): boolean {
  return ['UNREACHABLE', 'RATE_LIMITED', 'TIMEOUT', 'INTERNAL', 'WAREHOUSE_UNREACHABLE'].includes(error.code);
}
