import { createConnection, createServer } from 'node:net';
import { EntrepotError } from '#errors';

/** A port of the loopback address that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Whether something accepts connections there. */
export function isListening(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host });
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => finish(false));
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
  });
}

/** Refuses a port that somebody else holds, naming the setting that moves ours. */
export async function requireFreePort(port: number, what: string, setting: string): Promise<void> {
  if (!(await isListening(port))) return;
  throw new EntrepotError('PORT_TAKEN', `Port ${port}, wanted for ${what}, is held by another program.`, {
    asked: String(port),
    fix: `End that program, or choose another port with ${setting}.`,
  });
}
