import { z } from 'zod';
import { memberOf, parsePayload } from '../../sources/payload/json.ts';
import type { PollPlan } from './plan.ts';
import { type Asking, ask } from './reply.ts';
import { filled, mapValues, type Secrets } from './request.ts';

const grant = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().default(3_600),
});

/** Renewed this long before it ends: clocks differ, and a page takes its time. */
const earlyMs = 60_000;

/** A bearer token by OAuth 2 (RFC 6749), fetched when there is none that is good for a while. */
export class Bearer {
  readonly #plan: NonNullable<PollPlan['token']>;
  readonly #secrets: Secrets;
  #token: { text: string; until: number } | undefined;

  constructor(plan: NonNullable<PollPlan['token']>, secrets: Secrets) {
    this.#plan = plan;
    this.#secrets = secrets;
  }

  async text(asking: Omit<Asking<unknown>, 'read'>): Promise<string> {
    if (this.#token && this.#token.until > Date.now()) return this.#token.text;
    const { url, headers, form } = this.#plan;
    const fill = (template: string) => filled(template, undefined, this.#secrets);
    const request = new Request(url, {
      method: 'POST',
      headers: mapValues(headers, fill),
      body: new URLSearchParams(mapValues(form, fill)),
    });
    const { access_token, expires_in } = await ask(request, {
      ...asking,
      read: async ({ body }) => {
        const payload = parsePayload(Buffer.from(body));
        return grant.parse({
          access_token: memberOf(payload, 'access_token'),
          expires_in: memberOf(payload, 'expires_in'),
        });
      },
    });
    this.#token = { text: access_token, until: Date.now() + expires_in * 1_000 - earlyMs };
    return access_token;
  }

  /** The server did not take it: the next one is fetched anew. */
  forget(): void {
    this.#token = undefined;
  }
}
