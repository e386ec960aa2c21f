import { mkdir } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

const { wallUrl } = inject('platform');
const patience = { timeout: 90_000, interval: 500 };
let browser: Browser;

beforeAll(async () => {
  await mkdir('screenshots', { recursive: true });
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
  ];
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [...args, '--disable-sync'] });
});

afterAll(() => browser?.close());

/** A wall in a browser profile of its own, with what its console complained about. */
async function openWall(url: string, size = { width: 1920, height: 1080 }) {
  const page = await browser.newPage({ viewport: size });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(url);
  return { page, complaints };
}

const freshness = (page: Page) =>
  page.$$eval('.panel', (panels) =>
    Object.fromEntries(
      panels.map((panel) => [(panel as HTMLElement).dataset.panel, (panel as HTMLElement).dataset.freshness]),
    ),
  );
const sales = (page: Page) => page.getAttribute('.panel-counter .wheels-window', 'aria-label');
/** A cable between wall and gateway that can be cut: «offline» in a browser leaves open streams alone. */
async function layCable(address: string) {
  const target = new URL(address);
  const sockets = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) return void near.destroy();
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, target.hostname, resolve));
  const url = new URL(address);
  url.port = String((server.address() as AddressInfo).port);
  const cut = () => {
    whole = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut,
    mend: () => {
      whole = true;
    },
    remove: () => {
      cut();
      server.close();
    },
  };
}

const refusals = (page: Page) =>
  page.$$eval('.panel-refusal', (all) => all.map((each) => each.textContent ?? '').filter(Boolean));

describe('the group overview on the wall', () => {
  it('shows every panel, and its figures move', async () => {
    const { page, complaints } = await openWall(wallUrl);
    await expect.poll(() => page.$$eval('.panel', (all) => all.length), patience).toBe(7);
    await expect.poll(() => sales(page), patience).toMatch(/\$[1-9]/);
    await expect
      .poll(async () => Object.values(await freshness(page)).includes('WAITING'), patience)
      .toBe(false);
    const before = await sales(page);
    await expect.poll(() => sales(page), patience).not.toBe(before);
    expect(
      await page.$$eval(
        '.rank-row',
        (rows) => rows.filter((row) => (row as HTMLElement).style.opacity === '1').length,
      ),
    ).toBeGreaterThan(8);
    expect(
      await page.$$eval('.map-name', (names) => names.filter((name) => name.textContent).length),
    ).toBeGreaterThan(3);
    expect(
      await page.$$eval('.ticker-amount', (rows) => rows.filter((row) => row.textContent).length),
    ).toBeGreaterThan(3);
    expect(await refusals(page)).toEqual([]);
    expect(await page.evaluate(() => location.hash)).toBe('');
    const states = await freshness(page);
    expect(states['sales-today']).toMatch(/LIVE|DELAYED/);
    await page.waitForTimeout(1_500);
    await page.screenshot({ path: 'screenshots/wall-en.png' });
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('speaks Chinese, with the Pacific in the middle', async () => {
    const { page, complaints } = await openWall(wallUrl.replace('?', '?language=zh&'));
    await expect.poll(() => sales(page), patience).toMatch(/[1-9]/);
    await expect.poll(() => page.textContent('.panel-counter .panel-title')).toBe('今日销售额');
    await expect
      .poll(() => page.$$eval('.ticker-amount', (rows) => rows.some((row) => row.textContent)), patience)
      .toBe(true);
    await page.waitForTimeout(1_500);
    await page.screenshot({ path: 'screenshots/wall-zh.png' });
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('keeps its shape at 4K and has a layout of its own for ultra-wide screens', async () => {
    const { page } = await openWall(wallUrl, { width: 3840, height: 2160 });
    await expect.poll(() => sales(page), patience).toMatch(/[1-9]/);
    await page.waitForTimeout(3_000);
    await page.screenshot({ path: 'screenshots/wall-4k.png' });
    await page.setViewportSize({ width: 2560, height: 1080 });
    await expect.poll(() => page.$$eval('.panel-table', (all) => all.length), patience).toBe(1);
    await page.waitForTimeout(5_000);
    await page.screenshot({ path: 'screenshots/wall-ultra-wide.png' });
    await page.close();
  });

  it('says when the link is cut, keeps its figures, and comes back by itself', async () => {
    const cable = await layCable(wallUrl);
    const { page } = await openWall(cable.url);
    await expect.poll(() => sales(page), patience).toMatch(/[1-9]/);
    await expect
      .poll(async () => Object.values(await freshness(page)).includes('WAITING'), patience)
      .toBe(false);
    cable.cut();
    await expect
      .poll(async () => new Set(Object.values(await freshness(page))), { timeout: 20_000 })
      .toEqual(new Set(['OFFLINE']));
    const kept = await sales(page);
    expect(kept).toMatch(/[1-9]/);
    expect(await page.isVisible('.banner-link')).toBe(true);
    await page.waitForTimeout(2_000);
    expect(await sales(page)).toBe(kept);
    await page.screenshot({ path: 'screenshots/wall-offline.png' });
    cable.mend();
    await expect
      .poll(async () => Object.values(await freshness(page)).includes('OFFLINE'), { timeout: 30_000 })
      .toBe(false);
    await page.close();
    cable.remove();
  });

  it('says in words that its key is missing or refused', async () => {
    const address = wallUrl.split('#')[0] ?? '';
    const without = await openWall(address);
    await expect.poll(() => without.page.textContent('.problem-title')).toBe('This screen has no key yet');
    await without.page.close();
    const wrong = await openWall(`${address}#token=not-a-token`);
    await expect
      .poll(() => wrong.page.textContent('.problem-title'), patience)
      .toContain('no longer accepted');
    await wrong.page.screenshot({ path: 'screenshots/wall-refused.png' });
    await wrong.page.close();
  });
});
