import { execFile } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { promisify } from 'node:util';

/** Makes the named pipe through which a slot answers. */
export async function createPipe(path: string): Promise<void> {
  await promisify(execFile)('mkfifo', ['-m', '600', path]);
}

/**
 * The reading end of a named pipe. The engine writes a SELECT's answer into it as into a file: any format comes in
 * one piece, and a full pipe holds the engine up. Streaming by the engine's own interface would make one document
 * per block instead.
 */
export class PipeReader {
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  /** A writer of our own, without which the pipe would end before the engine has opened it. */
  #writer: number | undefined;

  constructor(path: string, onData: (bytes: Buffer) => void) {
    this.#writer = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    this.#socket = new Socket({ fd: reader, readable: true, writable: false });
    this.closed = new Promise((resolve) => this.#socket.once('close', () => resolve()));
    this.#socket.on('error', () => this.#socket.destroy());
    this.#socket.on('data', onData);
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Called when the engine has written its last: the pipe ends after what is still in it. */
  finish(): void {
    if (this.#writer !== undefined) closeSync(this.#writer);
    this.#writer = undefined;
  }
}
