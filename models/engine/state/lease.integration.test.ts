import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../deploy/testing/database.ts';
import { Lease } from './lease.ts';
import { createStateTables } from './tables.ts';

/** A little longer than a claim is good for. */
const longEnough = 10_500;

describe('a lease', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase('lease');
    await createStateTables(database.warehouse);
  });
  afterAll(() => database.drop());
  const lease = (name: string) => new Lease(database.warehouse, name);

  it.concurrent('is held by one at a time, and free once it is given back', async () => {
    const [one, other] = [lease('turns'), lease('turns')];
    expect(await one.acquire()).toBe(true);
    expect(await other.acquire()).toBe(false);
    await expect(other.hold()).rejects.toMatchObject({ code: 'FENCED' });
    await one.release();
    expect(await other.acquire()).toBe(true);
    await expect(one.hold()).rejects.toMatchObject({ code: 'FENCED' });
  });

  it.concurrent('that ran out is taken again where nobody took it meanwhile', {
    timeout: 60_000,
  }, async () => {
    const one = lease('alone');
    expect(await one.acquire()).toBe(true);
    await sleep(longEnough);
    expect(() => one.assertHeld()).toThrow('Another process');
    await Promise.all([one.hold(), one.keep(), one.hold()]);
    one.assertHeld();
    expect(await lease('alone').acquire()).toBe(false);
  });

  it.concurrent('that ran out is lost where somebody took it, even if only for a moment', {
    timeout: 60_000,
  }, async () => {
    const [one, other] = [lease('lost'), lease('lost')];
    expect(await one.acquire()).toBe(true);
    await sleep(longEnough);
    expect(await other.acquire()).toBe(true);
    await other.release();
    await expect(one.hold()).rejects.toMatchObject({ code: 'FENCED' });
    await expect(one.keep()).rejects.toMatchObject({ code: 'FENCED' });
  });
});
