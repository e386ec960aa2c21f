import { Readable } from 'node:stream';
import { parse, stringify } from 'lossless-json';
import { evaluate, parseExpression } from '../../sources/declared/expression.ts';
import type { Payload } from '../../sources/payload/json.ts';
import { recordsOf } from '../file/records.ts';
import { later } from './marks.ts';
import type { PollPlan } from './plan.ts';
import type { Reply } from './reply.ts';
import type { Place } from './request.ts';

/** What a reply holds: its records as texts, the newest mark among them, and where the next page is. */
export type Page = { records: string[]; newest: string | undefined; next: string | undefined };

/** @throws when the reply is not what the plan says; nothing is rounded on the way. */
export async function pageOf(plan: PollPlan, { body, link }: Reply, place: Place): Promise<Page> {
  if (plan.format !== 'json') {
    const file = { name: plan.poll, stream: () => Readable.from([Buffer.from(body)]) };
    const records = await Array.fromAsync(recordsOf(file, plan.format));
    return { records, newest: undefined, next: nextOf(plan, null, link, place, records.length) };
  }
  // Numbers stay what they are: `Payload` here only says that it is JSON.
  const payload = parse(body) as Payload;
  const found = plan.records === undefined ? payload : at(payload, plan.records);
  const list = plan.records === undefined ? [payload] : listOf(found, plan.records);
  let newest: string | undefined;
  if (plan.since) {
    for (const record of list) newest = later(newest, textOf(at(record, plan.since.path)));
  }
  const records = list.map((record) => stringify(record) ?? 'null');
  return { records, newest, next: nextOf(plan, payload, link, place, records.length) };
}

function nextOf(
  { next }: PollPlan,
  payload: Payload,
  link: string | undefined,
  place: Place,
  records: number,
): string | undefined {
  if (next === undefined) return undefined;
  if (next === 'link') return linkedNext(link);
  if ('page' in next) return records === 0 ? undefined : String(Number(place.next ?? next.from) + 1);
  return textOf(at(payload, 'token' in next ? next.token : next.url));
}

/** The address that a Link header (RFC 8288) names `next`. */
function linkedNext(link: string | undefined): string | undefined {
  for (const [, address, parameters] of (link ?? '').matchAll(/<([^>]*)>((?:\s*;[^,]*)*)/g)) {
    if (/;\s*rel="?(?:[^"]*\s)?next(?:\s[^"]*)?"?/i.test(parameters ?? '')) return address;
  }
  return undefined;
}

function at(payload: Payload, path: string): Payload | undefined {
  return evaluate(parseExpression(path), { record: payload, payload }, (value) => value);
}

function listOf(found: Payload | undefined, path: string): Payload[] {
  if (found === undefined) return [];
  if (Array.isArray(found)) return found;
  throw new Error(`«${path}» is no list`);
}

function textOf(value: Payload | undefined): string | undefined {
  if (value === undefined || value === null || typeof value === 'boolean' || Array.isArray(value))
    return undefined;
  return String(value);
}
