import { z } from 'zod';
import { amount, ident, readAs } from '../payload/fields.ts';
import type { Payload } from '../payload/json.ts';
import { isZero, type Money, minus, sum } from '../payload/money.ts';
import { pnlCode, takenBack } from './fee-names.ts';
import type { FinanceLine } from './settlement-event.ts';

/** A component `{ <name>: 'Commission', <amount>: { CurrencyCode, CurrencyAmount } }`. */
type Component = { name: string; amount: string; code?: string; fallback?: string };

/** Where the amounts of an event lie. Everything is optional: Amazon leaves out what does not apply. */
export type FinanceRule = {
  posted?: string;
  order?: string;
  marketplace?: string;
  sku?: string;
  item?: string;
  qty?: string;
  /** Field that says what kind of event it is, where the list's name does not. */
  label?: string;
  /** Amounts of the event itself and their code; `by label` looks the label up. */
  amounts?: Readonly<Record<string, string>>;
  components?: Readonly<Record<string, Component>>;
  lists?: Readonly<Record<string, Component>>;
  nested?: Readonly<Record<string, FinanceRule>>;
  /** A list that splits one of the amounts over items. */
  itemised?: { total: string; list: string; amount: string };
  /** Line for goods and shipping that go back to the buyer. */
  takenBack?: string;
};

export type JsonObject = { [key: string]: Payload };

const currencyAmount = z.object({ CurrencyCode: ident, CurrencyAmount: amount });

/** The amounts of an event as lines; zero amounts are left out, as Amazon fills its forms with them. */
export function linesOf(event: JsonObject, rule: FinanceRule, path: readonly string[]): FinanceLine[] {
  const lines = walk(event, rule, path, {});
  const back = rule.takenBack;
  return back === undefined ? lines : lines.map((line) => ({ ...line, code: takenBack(line.code, back) }));
}

type Inherited = Pick<FinanceLine, 'orderId' | 'orderItemId' | 'sku' | 'qty'>;

function walk(
  event: JsonObject,
  rule: FinanceRule,
  path: readonly string[],
  above: Inherited,
): FinanceLine[] {
  const here: Inherited = {
    orderId: textAt(event, rule.order) ?? above.orderId,
    orderItemId: textAt(event, rule.item) ?? above.orderItemId,
    sku: textAt(event, rule.sku) ?? above.sku,
    qty: textAt(event, rule.qty) ?? above.qty,
  };
  const label = textAt(event, rule.label);
  const named = label === undefined ? path : [...path, label];
  const line = (tail: string, money: Money, code: string): FinanceLine[] =>
    isZero(money.amount) ? [] : [{ ...here, path: [...named, tail], amount: money, code }];

  const component = (tail: string, from: Payload, { name, amount, code, fallback }: Component) => {
    const object = objectOf(from);
    const kind = textAt(object, name) ?? 'unnamed';
    const money = moneyAt(object, amount, [...path, tail, kind]);
    const known = code ?? pnlCode(kind, label);
    return money ? line(`${tail}/${kind}`, money, known === 'unmapped' ? (fallback ?? known) : known) : [];
  };

  return [
    ...itemLines(event, rule, named, here),
    ...Object.entries(rule.amounts ?? {}).flatMap(([name, code]) => {
      const money = ownAmount(event, rule, name, path);
      return money ? line(name, money, code === 'by label' ? pnlCode(label) : code) : [];
    }),
    ...Object.entries(rule.components ?? {}).flatMap(([name, each]) =>
      event[name] === undefined ? [] : component(name, event[name], each),
    ),
    ...Object.entries(rule.lists ?? {}).flatMap(([name, each]) =>
      listAt(event, name).flatMap((member) => component(name, member, each)),
    ),
    ...Object.entries(rule.nested ?? {}).flatMap(([name, inner]) =>
      listAt(event, name).flatMap((member) => walk(objectOf(member), inner, [...named, name], here)),
    ),
  ];
}

/** What of an amount is not on its items. */
function ownAmount(
  event: JsonObject,
  rule: FinanceRule,
  name: string,
  path: readonly string[],
): Money | undefined {
  const money = moneyAt(event, name, path);
  const { itemised } = rule;
  if (money === undefined || itemised?.total !== name) return money;
  const items = listAt(event, itemised.list).map((item) => moneyAt(objectOf(item), itemised.amount, path));
  return { ...money, amount: minus(money.amount, sum(items.map((each) => each?.amount ?? '0'))) };
}

function itemLines(
  event: JsonObject,
  rule: FinanceRule,
  named: readonly string[],
  here: Inherited,
): FinanceLine[] {
  const { itemised } = rule;
  if (itemised === undefined) return [];
  return listAt(event, itemised.list).flatMap((each) => {
    const item = objectOf(each);
    const money = moneyAt(item, itemised.amount, [...named, itemised.list]);
    if (money === undefined || isZero(money.amount)) return [];
    const own = { sku: textAt(item, 'SellerSKU') ?? here.sku, qty: textAt(item, 'Quantity') };
    const label = textAt(event, rule.label);
    return [{ ...here, ...own, path: [...named, itemised.list], amount: money, code: pnlCode(label) }];
  });
}

function moneyAt(event: JsonObject, name: string, path: readonly string[]): Money | undefined {
  const value = event[name];
  if (value === undefined || value === null || Object.keys(objectOf(value)).length === 0) return undefined;
  const read = readAs(currencyAmount, value, `Amazon ${[...path, name].join('/')}`);
  return { amount: read.CurrencyAmount, currency: read.CurrencyCode };
}

function textAt(event: JsonObject, name: string | undefined): string | undefined {
  const value = name === undefined ? undefined : event[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function listAt(event: JsonObject, name: string): Payload[] {
  const value = event[name];
  return Array.isArray(value) ? value : [];
}

export function objectOf(payload: Payload | undefined): JsonObject {
  return payload !== null && typeof payload === 'object' && !Array.isArray(payload) ? payload : {};
}
