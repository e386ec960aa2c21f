import { EntrepotError } from '#errors';
import type { OutgoingEvent } from '../../producer/index.ts';
import { memberOf, type Payload } from '../payload/json.ts';
import type { ObjectMapping, Source, SourceContext } from '../source.ts';
import { mapClaim } from './claim.ts';
import { aboutOf, ignored } from './ignored.ts';
import { mapShipment } from './shipment.ts';
import { mapTracker } from './tracker.ts';
import { easypostWebhook } from './webhook.ts';

type One = (payload: Payload, context: SourceContext) => OutgoingEvent[];
const kinds: Readonly<Record<string, One>> = { Tracker: mapTracker, Shipment: mapShipment, Claim: mapClaim };

/** EasyPost API v2: trackers, bought shipments with their postage, insurance claims; by webhook or as API answers. */
export const easypost: Source = {
  name: 'easypost',
  objects: {
    Tracker: each(mapTracker),
    Shipment: each(mapShipment),
    Claim: each(mapClaim),
    Event: mapEvents,
  },
  ignored,
  recognise,
  webhook: easypostWebhook,
};

/** A single one, or a page of them under the plural of its name. */
function each(map: One): ObjectMapping {
  return (payload, context) => membersOf(payload).flatMap((member) => map(member, context));
}

/** An event wraps the thing it is about. */
function mapEvents(payload: Payload, context: SourceContext): OutgoingEvent[] {
  return membersOf(payload).flatMap((event) => {
    const result = memberOf(event, 'result') ?? null;
    const kind = memberOf(result, 'object');
    const map = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (map) return map(result, context);
    if (Object.hasOwn(ignored, aboutOf(event))) return [];
    throw new EntrepotError(
      'PAYLOAD_INVALID',
      `An EasyPost event about «${String(kind ?? 'nothing')}» holds nothing for us.`,
      {
        asked: String(memberOf(event, 'description') ?? ''),
        available: Object.keys(kinds),
        fix: 'Subscribe to tracker, shipment and claim events only.',
      },
    );
  });
}

const pages: Readonly<Record<string, string>> = {
  trackers: 'Tracker',
  shipments: 'Shipment',
  claims: 'Claim',
  events: 'Event',
  batches: 'Batch',
  insurances: 'Insurance',
  scan_forms: 'ScanForm',
  reports: 'Report',
  rates: 'Rate',
  results: 'Rate',
};

function recognise(payload: Payload): string | undefined {
  const kind = memberOf(payload, 'object');
  if (kind === 'Event') return aboutOf(payload);
  if (typeof kind === 'string') return kind.endsWith('Report') ? 'Report' : kind;
  if (memberOf(payload, 'selected_rate') !== undefined && memberOf(payload, 'tracker') !== undefined)
    return 'Shipment';
  const page = Object.keys(pages).find((name) => Array.isArray(memberOf(payload, name)));
  return page && pages[page];
}

function membersOf(payload: Payload): Payload[] {
  for (const name of Object.keys(pages)) {
    const members = memberOf(payload, name);
    if (
      Array.isArray(members) &&
      memberOf(payload, 'object') === undefined &&
      memberOf(payload, 'has_more') !== undefined
    )
      return members;
  }
  return [payload];
}
