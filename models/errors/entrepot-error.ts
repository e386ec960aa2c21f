import type { ErrorCode } from './codes.ts';

export type ErrorDetail = {
  /** What was asked for, in the caller's own words. */
  asked?: string | undefined;
  /** What could have been asked for instead. */
  available?: readonly string[] | undefined;
  /** What to do about it. */
  fix?: string | undefined;
  /** File and line, where the mistake is in a file a person wrote. */
  at?: string | undefined;
  cause?: unknown;
};

/**
 * The one error class of the platform: a stable code, what was asked, what was available, how to fix it.
 *
 * @example
 * throw new EntrepotError('METRIC_UNKNOWN', 'There is no metric «revenu».', {
 *   asked: 'revenu', available: nearest('revenu', names), fix: 'Use one of the names listed.',
 * });
 */
export class EntrepotError extends Error {
  override readonly name = 'EntrepotError';
  readonly code: ErrorCode;
  readonly asked: string | undefined;
  readonly available: readonly string[] | undefined;
  readonly fix: string | undefined;
  readonly at: string | undefined;

  constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.code = code;
    this.asked = detail.asked;
    this.available = detail.available;
    this.fix = detail.fix;
    this.at = detail.at;
  }

  toJSON(): Record<string, unknown> {
    const { code, message, asked, available, fix, at } = this;
    return { code, message, asked, available, fix, at };
  }
}

/** The error as a person reads it in a terminal: place, message, choices, remedy. */
export function explain(error: EntrepotError): string {
  const lines = [`${error.at ? `${error.at}: ` : ''}${error.message} [${error.code}]`];
  if (error.available?.length) lines.push(`  available: ${error.available.join(', ')}`);
  if (error.fix) lines.push(`  ${error.fix}`);
  return lines.join('\n');
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
