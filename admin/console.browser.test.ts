import { mkdir } from 'node:fs/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

const { url, accounts } = inject('platform');
const patience = { timeout: 90_000, interval: 500 };
/** Every list, with a column that no other list has. */
const lists = {
  orders: 'channelOrderNo',
  customers: 'segment',
  skus: 'category',
  suppliers: 'grade',
  purchaseSuggestions: 'nodeId',
};
type List = keyof typeof lists;
const listNames = Object.keys(lists) as List[];
let browser: Browser;

beforeAll(async () => {
  await mkdir('screenshots', { recursive: true });
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'];
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [...args, '--disable-component-update'],
  });
});

afterAll(() => browser?.close());

type Look = { language?: string; dark?: boolean };

/** A console in a browser profile of its own, signed in, with what its console complained about. */
async function signIn(role: keyof typeof accounts, { language = 'en', dark = false }: Look = {}) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: language,
    colorScheme: dark ? 'dark' : 'light',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(url);
  await page.fill('input[name=username]', accounts[role].user);
  await page.fill('input[name=password]', accounts[role].password);
  await page.click('button[type=submit]');
  await page.waitForSelector('a[href="#/orders"]');
  return { page, complaints, leave: () => context.close() };
}

const open = (page: Page, path: string) => page.goto(`${url}/#${path}`);
const rows = (page: Page) => page.locator('tbody tr');

/** Waits for a cell of this very list: rows of the page before may still be there. */
async function openList(page: Page, name: List, filter = {}) {
  await open(page, `/${name}?filter=${encodeURIComponent(JSON.stringify(filter))}`);
  await page.waitForSelector(`td.column-${lists[name]}`);
}

/** Opens the first record of the list that is shown. */
async function openFirst(page: Page) {
  await rows(page).first().locator('td').first().click();
  await page.waitForURL(/\/show$/);
  await page.waitForSelector('h1');
  await page.waitForSelector('dd');
}

async function picture(page: Page, name: string) {
  // Charts are drawn within a quarter of a second.
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: `screenshots/console-${name}.png` });
}

describe.each(['executive', 'data', 'operator'] as const)('the console for the role %s', (role) => {
  it('opens every list and a record of each, and complains about nothing', async () => {
    const { page, complaints, leave } = await signIn(role);
    await page.waitForSelector('canvas');
    await expect.poll(() => page.textContent('main'), patience).toMatch(/[¥$€£][\d,]+/);
    await picture(page, `${role}-overview`);
    for (const name of listNames) {
      await openList(page, name);
      await picture(page, `${role}-${name}`);
      await openFirst(page);
      await picture(page, `${role}-${name}-one`);
      expect(page.url(), 'a record that is not there leads back to the list').toMatch(/\/show$/);
    }
    expect(complaints).toEqual([]);
    await leave();
  });

  it(`shows pipelines ${role === 'data' ? 'and' : 'not, nor'} opens them by their address`, async () => {
    const { page, complaints, leave } = await signIn(role);
    const link = page.locator('a[href="#/pipelines"]');
    await open(page, '/pipelines');
    if (role === 'data') {
      await expect.poll(() => rows(page).count(), patience).toBeGreaterThan(10);
      expect(await link.count()).toBe(1);
      await picture(page, 'pipelines-topics');
      for (const [index, tab] of ['quarantine', 'models', 'runs'].entries()) {
        await page
          .locator('[role=tab]')
          .nth(index + 1)
          .click();
        await picture(page, `pipelines-${tab}`);
      }
    } else {
      await page.waitForSelector('text=Access denied');
      expect(await link.count()).toBe(0);
    }
    expect(complaints).toEqual([]);
    await leave();
  });
});

it('an operator sees the orders and customers of one shop only, an executive those of many', async () => {
  const shopsOf = async (role: 'operator' | 'executive') => {
    const { page, leave } = await signIn(role);
    await openList(page, 'orders');
    const shops = new Set(await page.locator('td.column-shopId').allTextContents());
    await leave();
    return shops;
  };
  expect(await shopsOf('operator')).toEqual(new Set(['shopify_us']));
  expect((await shopsOf('executive')).size).toBeGreaterThan(1);
});

it('a purchase suggestion that is approved reads so at once, and after loading anew', async () => {
  const { page, complaints, leave } = await signIn('executive');
  await openList(page, 'purchaseSuggestions', { state: ['proposed'] });
  await openFirst(page);
  const head = page.locator('h1 + *');
  expect(await head.textContent()).toBe('Proposed');
  await page.click('button:has-text("Approve")');
  await expect.poll(() => head.textContent(), patience).toBe('Approved');
  expect(await page.locator('button:has-text("Approve")').count()).toBe(0);
  await page.reload();
  await expect.poll(() => head.textContent(), patience).toBe('Approved');
  await picture(page, 'decision');
  expect(complaints).toEqual([]);
  await leave();
});

it('the explorer answers with a chart beside a table, and follows the question', async () => {
  const { page, complaints, leave } = await signIn('data');
  await open(page, '/explore');
  await page.waitForSelector('canvas');
  await expect.poll(() => rows(page).count(), patience).toBeGreaterThan(5);
  await picture(page, 'explorer-bars');
  await page.getByLabel('Step').click();
  await page.getByRole('option', { name: 'Day' }).click();
  await expect.poll(() => rows(page).count(), patience).toBeGreaterThan(28);
  await picture(page, 'explorer-lines');
  expect(complaints).toEqual([]);
  await leave();
});

it('the console speaks Chinese, dark, without a word left in English', async () => {
  const { page, complaints, leave } = await signIn('executive', { language: 'zh', dark: true });
  await page.waitForSelector('canvas');
  await picture(page, 'zh-overview');
  for (const name of listNames) {
    await openList(page, name);
    await picture(page, `zh-${name}`);
    const heads = await page.locator('th').allTextContents();
    const untranslated = heads.filter((head) => /[a-z]{3}/.test(head));
    expect(untranslated, name).toEqual([]);
  }
  expect(complaints).toEqual([]);
  await leave();
});

it('a wrong password is told in words', async () => {
  const page = await browser.newPage();
  await page.goto(url);
  await page.fill('input[name=username]', accounts.data.user);
  await page.fill('input[name=password]', 'not the password');
  await page.click('button[type=submit]');
  await page.waitForSelector('[role=alert], .MuiSnackbarContent-message', { timeout: 30_000 });
  expect(await page.locator('a[href="#/orders"]').count()).toBe(0);
  await page.close();
});
