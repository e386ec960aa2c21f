import { hash } from 'node:crypto';
import { EntrepotError } from '#errors';
import type { OutgoingEvent } from '../../producer/index.ts';
import { instantUtc, readAs } from '../payload/fields.ts';
import type { Payload } from '../payload/json.ts';
import { type ObjectMapping, type SourceContext, shopOf } from '../source.ts';
import { eventLists } from './finances-v0-lists.ts';
import { type FinanceRule, type JsonObject, linesOf, objectOf } from './finances-v0-walk.ts';
import { marketplaceCode } from './marketplaces.ts';
import { settlementEvents } from './settlement-event.ts';

/**
 * Answers of listFinancialEvents, …ByGroupId and …ByOrderId. A fetcher that asks by group puts the id beside the
 * payload: `{ "FinancialEventGroupId": …, "payload": { "FinancialEvents": … } }`; it becomes the settlement id.
 */
export const mapFinancesV0: ObjectMapping = (payload, context) => {
  const record = objectOf(payload);
  const inner = objectOf(record.payload ?? payload);
  const events = objectOf(inner.FinancialEvents ?? inner);
  const group = record.FinancialEventGroupId ?? inner.FinancialEventGroupId;
  return Object.entries(events).flatMap(([list, members]) => {
    if (!Array.isArray(members)) return [];
    if (!Object.hasOwn(eventLists, list)) {
      throw new EntrepotError('PAYLOAD_INVALID', `Amazon finances: the list «${list}» is not known.`, {
        asked: list,
        available: Object.keys(eventLists),
        fix: 'Add a rule for it to finances-v0-lists.ts.',
      });
    }
    const page = { list, rule: eventLists[list]!, group: typeof group === 'string' ? group : undefined };
    return eventsOfList(members, page, context);
  });
};

type Page = { list: string; rule: FinanceRule; group: string | undefined };

/**
 * Amazon's finance events have no id. An event is known by its content, within its group, or, where the group is not
 * told, within its day; events alike in that are counted. Fetched again, a page gives the same lines. Fees without a date
 * count on the day they were fetched: only asked for by group are they the same lines on another day.
 */
function eventsOfList(members: readonly Payload[], page: Page, context: SourceContext): OutgoingEvent[] {
  const alike = new Map<string, number>();
  return members.flatMap((member) => {
    const event = objectOf(member);
    const postedAt = postedOf(event, page.rule, context);
    const content = hash('sha256', canonical(event), 'hex').slice(0, 32);
    const ordinal = alike.get(content) ?? 0;
    alike.set(content, ordinal + 1);
    const scope = page.group ?? postedAt.slice(0, 10);
    const { marketplace } = page.rule;
    const site = marketplace === undefined ? undefined : event[marketplace];
    const shop = shopOf(context, {
      marketplace: marketplaceCode(typeof site === 'string' ? site : undefined),
    });
    return settlementEvents(
      {
        shop,
        identity: `${page.list}:${scope}:${content}:${ordinal}`,
        postedAt,
        settlementId: page.group,
        version: Date.parse(postedAt),
      },
      linesOf(event, page.rule, [page.list]),
      context,
    );
  });
}

/** Fees of an account carry no date; they count on the day they were reported. */
function postedOf(event: JsonObject, { posted }: FinanceRule, context: SourceContext): string {
  const text = posted === undefined ? undefined : event[posted];
  return typeof text === 'string' ? readAs(instantUtc, text, `Amazon ${posted}`) : context.receivedAt;
}

/** The event with its keys in order, so that the order in which Amazon writes them does not matter. */
function canonical(value: Payload): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key]!)}`).join(',')}}`;
}
