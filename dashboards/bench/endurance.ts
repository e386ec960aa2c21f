import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CDPSession, chromium, type Page } from 'playwright-core';
import { build } from 'vite';

export type EnduranceOptions = {
  /** Updates sent to each panel after the warm-up; a wall at one a second has 3,600 an hour. */
  updates?: number;
  /** Chromium to run; default: the machine's own. */
  browserPath?: string;
  log?: (line: string) => void;
};

/** State of the page after a forced garbage collection. */
export type Sample = { updates: number; heapMb: number; nodes: number; listeners: number };

export type EnduranceReport = {
  samples: Sample[];
  /** Drawings the panels made: about seven of each update, or nothing was tested. */
  drawings: number;
  framesPerSecond: number;
  /** Growth of the heap over the second half, in MB. */
  heapDriftMb: number;
  /** Growth of DOM nodes and listeners over the second half. */
  nodeDrift: number;
  listenerDrift: number;
};

const here = fileURLToPath(new URL('.', import.meta.url));
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/**
 * Hours of a wall in minutes: the real panels in a real browser, an update for every panel in every frame, and the
 * page's heap, nodes and listeners measured four times on the way.
 */
export async function bench(options: EnduranceOptions = {}): Promise<EnduranceReport> {
  const { updates = 5_000, browserPath = '/usr/bin/chromium', log = () => undefined } = options;
  const folder = await mkdtemp(join(tmpdir(), 'entrepot-endurance-'));
  await build({
    configFile: false,
    root: here,
    base: '/',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, rolldownOptions: { input: join(here, 'endurance.html') } },
  });
  const server = await serve(folder);
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
  ];
  const browser = await chromium.launch({ executablePath: browserPath, args });
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    const failures: string[] = [];
    page.on('pageerror', (error) => failures.push(error.message));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/endurance.html`);
    await page.waitForSelector('.panel-counter');
    const report = await endure(page, updates, log);
    if (failures.length > 0) throw new Error(`The page failed: ${failures[0]}`);
    return report;
  } finally {
    await browser.close();
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function endure(page: Page, updates: number, log: (line: string) => void): Promise<EnduranceReport> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  // Caches fill and code is compiled: growth that ends.
  await page.evaluate(() => window.endure(500));
  const samples = [await sample(session, 0)];
  const quarters = 4;
  const started = performance.now();
  let drawings = 0;
  for (let quarter = 1; quarter <= quarters; quarter++) {
    drawings += await page.evaluate((count) => window.endure(count), Math.ceil(updates / quarters));
    const taken = await sample(session, Math.ceil((updates / quarters) * quarter));
    samples.push(taken);
    log(`${taken.updates} updates: ${taken.heapMb} MB, ${taken.nodes} nodes, ${taken.listeners} listeners`);
  }
  const middle = samples[quarters / 2]!;
  const last = samples[quarters]!;
  return {
    samples,
    drawings,
    framesPerSecond: Math.round(updates / ((performance.now() - started) / 1_000)),
    heapDriftMb: Math.round((last.heapMb - middle.heapMb) * 100) / 100,
    nodeDrift: last.nodes - middle.nodes,
    listenerDrift: last.listeners - middle.listeners,
  };
}

async function sample(session: CDPSession, updates: number): Promise<Sample> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? Number.NaN;
  return {
    updates,
    heapMb: Math.round((metric('JSHeapUsedSize') / 1_048_576) * 100) / 100,
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
  };
}

async function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    readFile(join(folder, path)).then(
      (body) => response.writeHead(200, { 'content-type': types[extname(path)] ?? 'font/woff2' }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

if (import.meta.main) {
  const report = await bench({ log: (line) => process.stderr.write(`${line}\n`) });
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
}
