import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePort } from '../ports.ts';
import { type Broker, type BrokerOptions, startBroker } from './broker.ts';

export type Cluster = {
  addresses: string[];
  /** The node's process as it is now; nodes count from 0. */
  broker(node: number): Broker;
  /** Starts a node again on the same data and port. */
  restart(node: number): Promise<void>;
  stop(): Promise<void>;
};

/** Several brokers on this machine, each with a copy of everything: what one of them takes survives it. */
export async function startCluster(
  options: Pick<BrokerOptions, 'jars' | 'java' | 'dataDir' | 'heapMb'>,
  nodes: number,
): Promise<Cluster> {
  const id = randomBytes(16).toString('base64url');
  const free = new Set<number>();
  while (free.size < 2 * nodes) free.add(await freePort());
  const ports = [...free].slice(0, nodes);
  const controllerPorts = [...free].slice(nodes);
  const start = (node: number) =>
    startBroker({
      ...options,
      dataDir: join(options.dataDir, String(node + 1)),
      port: ports[node]!,
      cluster: { id, node: node + 1, controllerPorts },
    });
  // None of them serves before most of them are there.
  const brokers = await Promise.all(ports.map((_, node) => start(node)));
  return {
    addresses: brokers.map(({ address }) => address),
    broker: (node) => brokers[node]!,
    restart: async (node) => {
      brokers[node] = await start(node);
    },
    stop: async () => {
      await Promise.allSettled(brokers.map((broker) => broker.stop()));
    },
  };
}
