import type { ExecutionResult } from 'graphql';

/** One event, encoded once for all who get it. */
export type Frame = { id: string; bytes: Buffer };

/** `id:` and `data:` lines of an event; the `event:` line before them differs per connection. */
export function frameOf(id: string, result: ExecutionResult): Frame {
  return { id, bytes: Buffer.from(`id: ${id}\ndata: ${JSON.stringify(result)}\n\n`) };
}

/** `next` and `complete` of the SSE protocol; where one connection carries several operations, with their names. */
export function eventLine(kind: 'next' | 'complete', operation: string | undefined): string {
  return `event: ${operation === undefined ? kind : `${kind}/${operation}`}\n`;
}
