import { expect, it } from 'vitest';
import { contracts, order } from '../index.ts';
import { asyncApi } from './async-api.ts';

type Json = { [key: string]: Json };

it('describes every topic once, and every reference leads somewhere', () => {
  const document = JSON.parse(JSON.stringify(asyncApi(contracts, '2.0.0'))) as Json;
  expect(document.asyncapi).toBe('3.0.0');
  expect(Object.keys(document.channels!)).toEqual(contracts.map((contract) => contract.topic));
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]!);
  expect(references.length).toBeGreaterThan(contracts.length * 3);
  for (const reference of references) {
    const target = reference
      .slice(2)
      .split('/')
      .reduce<Json | undefined>((at, key) => at?.[key], document);
    expect(target, reference).toBeDefined();
  }
});

it('says of every event what it is, where it lies, and what one looks like', () => {
  const document = JSON.parse(JSON.stringify(asyncApi(contracts))) as Json;
  const messages = document.components!.messages!;
  for (const contract of contracts) {
    expect(document.channels![contract.topic]!.description).toBe(contract.description);
    const { 'x-clickhouse-tables': tables, examples } = messages[contract.topic]!;
    expect(tables).toMatchObject({ deliveries: contract.table, quarantine: contract.quarantineTable });
    const payload = (examples as unknown as { payload: object }[])[0]!.payload;
    expect(contract.shape.safeParse(payload).success, contract.topic).toBe(true);
  }
});

it('tells the types a field is stored as, and no keyword of our own without x-', () => {
  const text = JSON.stringify(asyncApi([order]));
  expect(text).toContain('"x-clickhouse-type":"Decimal(38, 6)"');
  expect(text).not.toContain('lowersTo');
});
