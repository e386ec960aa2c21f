import type { Logger } from 'pino';
import type { Environment } from '../environment.ts';
import { openConnections } from './connections.ts';
import { type RoleContext, type RoleName, roleNames, roles } from './roles/index.ts';

export { roleNames } from './roles/index.ts';

export type Platform = {
  stop(): Promise<void>;
  /** Rejects when a role ends by itself. */
  failed: Promise<never>;
};

/**
 * Runs roles of the platform in this process, `all` of them at home. They start in the order in which data flows and
 * stop in the opposite order, so that what is in hand is finished.
 */
export async function runPlatform(
  environment: Environment,
  asked: readonly string[],
  log: Logger,
): Promise<Platform> {
  const wanted = asked.includes('all') ? roleNames : roleNames.filter((name) => asked.includes(name));
  const connections = await openConnections(environment, log);
  const context: RoleContext = { environment, log, shared: new Map(), ...connections };
  const running: { name: RoleName; stop(): Promise<void>; failed: Promise<never> }[] = [];
  const stop = async () => {
    for (const role of [...running].reverse()) {
      await role
        .stop()
        .catch((error: unknown) => log.error({ role: role.name, err: error }, 'a role did not stop well'));
    }
    await connections.close();
  };
  try {
    for (const name of wanted) {
      const role = await roles[name](context, wanted);
      running.push({ name, ...role });
      log.info({ role: name }, 'role started');
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const failed = Promise.race(running.map((role) => role.failed));
  failed.catch(() => undefined);
  return { stop, failed };
}
