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
  const latest = latestDay(events, context);
  return Object.entries(events).flatMap(([list, members]) => {
    if (!Array.isArray(members)) return [];
    const rule = ruleOf(list);
    return eventsOfList(
      members,
      { list, rule, group: typeof group === 'string' ? group : undefined, latest },
      context,
    );
  });
};

type Page = { list: string; rule: FinanceRule; group: string | undefined; latest: string };

function ruleOf(list: string): FinanceRule {
  if (Object.hasOwn(eventLists, list)) return eventLists[list]!;
  throw new EntrepotError('PAYLOAD_INVALID', `Amazon finances: the list «${list}» is not known.`, {
    asked: list,
    available: Object.keys(eventLists),
    fix: 'Add a rule for it to finances-v0-lists.ts.',
  });
}

/**
 * Amazon's finance events have no id. An event is known by its content, within its group, or, where the group is not
 * told, within its day; events alike in that are counted. Fetched again, a page gives the same lines.
 *
 * Service fees and debts have no date either. They count on the latest day of the page, as first told. One that names its order is
 * known by its content alone, whenever it is fetched. One that does not, such as a subscription, is the same again next month, so it is
 * known within its month: fetched on both sides of its end it counts twice, unless asked for by group.
 */
function eventsOfList(members: readonly Payload[], page: Page, context: SourceContext): OutgoingEvent[] {
  const alike = new Map<string, number>();
  return members.flatMap((member) => {
    const event = objectOf(member);
    const posted = postedOf(event, page.rule);
    const postedAt = posted ?? page.latest;
    const content = hash('sha256', canonical(event), 'hex').slice(0, 32);
    const ordinal = alike.get(content) ?? 0;
    alike.set(content, ordinal + 1);
    const scope = page.group ?? (posted === undefined ? undatedScope(event, page) : posted.slice(0, 10));
    const { marketplace } = page.rule;
    const site = marketplace === undefined ? undefined : event[marketplace];
    const shop = shopOf(context, {
      marketplace: marketplaceCode(typeof site === 'string' ? site : undefined),
    });
    const millis = Date.parse(postedAt);
    return settlementEvents(
      {
        shop,
        identity: `${page.list}:${scope}:${content}:${ordinal}`,
        postedAt,
        settlementId: page.group,
        version: posted === undefined ? Date.UTC(2100) - millis : millis,
      },
      linesOf(event, page.rule, [page.list]),
      context,
    );
  });
}

function undatedScope(event: JsonObject, { rule, latest }: Page): string {
  const order = rule.order === undefined ? undefined : event[rule.order];
  return typeof order === 'string' && order !== '' ? 'order' : latest.slice(0, 7);
}

function postedOf(event: JsonObject, { posted }: FinanceRule): string | undefined {
  const text = posted === undefined ? undefined : event[posted];
  return typeof text === 'string' ? readAs(instantUtc, text, `Amazon ${posted}`) : undefined;
}

/** The latest day that an event of the page tells, or when it was received. */
function latestDay(events: JsonObject, context: SourceContext): string {
  const days = Object.entries(events).flatMap(([list, members]) =>
    Array.isArray(members) && Object.hasOwn(eventLists, list)
      ? members.flatMap((member) => postedOf(objectOf(member), eventLists[list]!) ?? [])
      : [],
  );
  return days.sort().at(-1) ?? context.receivedAt;
}

/** The event with its keys in order, so that the order in which Amazon writes them does not matter. */
function canonical(value: Payload): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key]!)}`).join(',')}}`;
}
