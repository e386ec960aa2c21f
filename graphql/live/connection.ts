import type { ServerResponse } from 'node:http';
import { eventLine, type Frame } from './frame.ts';

/** The writing side of one event stream. */
export type LiveConnection = {
  send(operation: string | undefined, frame: Frame, every: boolean): void;
  complete(operation: string | undefined): void;
  heartbeat(): void;
  end(): void;
};

/** A client that has this much unread gets only the latest of each figure from then on. */
const slowBytes = 64 * 1024;
const mostHeld = 200;

/** Writes frames to a response; a slow reader never makes the gateway keep more than the latest of each operation. */
export function openConnection(response: ServerResponse): LiveConnection {
  const latest = new Map<string | undefined, Frame>();
  const held: { operation: string | undefined; frame: Frame }[] = [];

  const write = (operation: string | undefined, frame: Frame) => {
    response.cork();
    response.write(eventLine('next', operation));
    response.write(frame.bytes);
    response.uncork();
  };
  const isSlow = () => response.writableLength > slowBytes;
  response.on('drain', () => {
    while (held.length > 0 && !isSlow()) {
      const { operation, frame } = held.shift()!;
      write(operation, frame);
    }
    for (const [operation, frame] of latest) {
      if (isSlow()) return;
      latest.delete(operation);
      write(operation, frame);
    }
  });

  return {
    send: (operation, frame, every) => {
      if (response.writableEnded || response.destroyed) return;
      if (!isSlow()) return write(operation, frame);
      if (!every) latest.set(operation, frame);
      else if (held.push({ operation, frame }) > mostHeld) response.destroy();
    },
    complete: (operation) => {
      if (!response.writableEnded) response.write(`${eventLine('complete', operation)}data:\n\n`);
    },
    heartbeat: () => {
      if (!response.writableEnded && !isSlow()) response.write(':\n\n');
    },
    end: () => response.end(),
  };
}
