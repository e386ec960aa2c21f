import { EntrepotError } from '#errors';
import type { PollPlan } from './plan.ts';

/** Where a round stands: the mark it asks from, and the page it is at. */
export type Place = { since: string | undefined; next: string | undefined };

export type Secrets = Readonly<Record<string, string>>;

/**
 * The request for a page.
 *
 * @throws CONFIG_INVALID when a secret is not set; POLL_FAILED when the next page lies on another server.
 */
export function requestFor(plan: PollPlan, place: Place, secrets: Secrets, bearer?: string): Request {
  const { next, form, json } = plan;
  const fill = (template: string) => filled(template, place.since, secrets);
  const headers = new Headers({ accept: '*/*' });
  for (const [name, value] of Object.entries(plan.headers)) headers.set(name, fill(value));
  if (bearer !== undefined) headers.set('authorization', `Bearer ${bearer}`);

  const parameters = Object.entries(plan.query).filter(([, template]) => isKnown(template, place));
  const url = new URL(plan.url);
  for (const [name, template] of parameters) url.searchParams.set(name, fill(template));
  const body = form === undefined ? undefined : new URLSearchParams(mapValues(form, fill));
  if (next !== undefined && typeof next === 'object' && 'page' in next) {
    (body ?? url.searchParams).set(next.page, place.next ?? String(next.from));
  } else if (place.next !== undefined && typeof next === 'object' && 'token' in next) {
    (body ?? url.searchParams).set(next.as, place.next);
  }
  const address = place.next !== undefined && isAddress(plan) ? sameServer(place.next, plan) : url;
  if (body !== undefined) return new Request(address, { method: 'POST', headers, body });
  if (json === undefined) return new Request(address, { headers });
  headers.set('content-type', 'application/json');
  const text = JSON.stringify(json, (_name, value: unknown) =>
    typeof value === 'string' ? fill(value) : value,
  );
  return new Request(address, { method: 'POST', headers, body: text });
}

/** A template with its `{since}` and `{secret:name}` in place. */
export function filled(template: string, since: string | undefined, secrets: Secrets): string {
  return template
    .replaceAll('{since}', () => since ?? '')
    .replaceAll(/\{secret:(\w+)\}/g, (_all, name: string) => {
      const secret = secrets[name.toLowerCase()];
      if (secret !== undefined) return secret;
      throw new EntrepotError('CONFIG_INVALID', `The secret «${name}» is not set.`, {
        asked: name,
        available: Object.keys(secrets),
        fix: `Set the variable ENTREPOT_SECRET_${name.toUpperCase()}.`,
      });
    });
}

const isKnown = (template: string, { since }: Place) => since !== undefined || !template.includes('{since}');

const isAddress = ({ next }: PollPlan) => next === 'link' || (typeof next === 'object' && 'url' in next);

function sameServer(address: string, { url }: PollPlan): URL {
  const next = new URL(address, url);
  if (next.origin === new URL(url).origin) return next;
  throw new EntrepotError('POLL_FAILED', `The next page lies on another server: ${next.origin}.`, {
    asked: next.origin,
    available: [new URL(url).origin],
    fix: 'Secrets go to the server of the plan alone; use the address the API itself uses.',
  });
}

export function mapValues(of: Readonly<Record<string, string>>, each: (value: string) => string) {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name, each(value)]));
}
