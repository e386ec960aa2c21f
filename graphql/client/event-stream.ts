export type ServerEvent = { event: string; data: string; id: string | undefined };

/**
 * Reads a `text/event-stream` body: events as they complete, and `alive` for every chunk of bytes, comments included,
 * so that a caller can tell a quiet stream from a dead one.
 */
export async function readEventStream(
  body: ReadableStream<Uint8Array>,
  handlers: { event(event: ServerEvent): void; alive(): void },
): Promise<void> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = '';
  let pending: { event: string; data: string[]; id: string | undefined } = emptyEvent();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      handlers.alive();
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line !== '') {
          readLine(line, pending);
          continue;
        }
        if (pending.data.length > 0 || pending.event !== 'message') {
          handlers.event({ event: pending.event, data: pending.data.join('\n'), id: pending.id });
        }
        pending = emptyEvent();
      }
    }
  } finally {
    reader.releaseLock();
  }
}

function emptyEvent(): { event: string; data: string[]; id: string | undefined } {
  return { event: 'message', data: [], id: undefined };
}

function readLine(line: string, into: { event: string; data: string[]; id: string | undefined }): void {
  const colon = line.indexOf(':');
  if (colon === 0) return;
  const field = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (field === 'data') into.data.push(value);
  else if (field === 'event') into.event = value;
  else if (field === 'id') into.id = value;
}
