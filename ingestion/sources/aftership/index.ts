import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Body } from '../../contracts/contract.ts';
import { cut } from '../../contracts/cut.ts';
import { trackingEvent } from '../../contracts/index.ts';
import type { OutgoingEvent } from '../../producer/index.ts';
import { countryCode } from '../payload/countries.ts';
import { ident, known, many, readAs, statusIn } from '../payload/fields.ts';
import { memberOf, type Payload, parsePayload } from '../payload/json.ts';
import { epochSeconds } from '../payload/times.ts';
import { eventOf, type ObjectMapping, type Source, type SourceContext, shopServed } from '../source.ts';
import type { WebhookScheme } from '../webhook-scheme.ts';
import { type TrackingPayload, trackingPayload } from './payload.ts';
import { subtagStatus, tagStatus } from './words.ts';

type Status = Body<typeof trackingEvent>['status'];

/** One event per checkpoint of a tracking; one without checkpoints says at least its own tag. */
const mapTrackings: ObjectMapping = (payload, context) =>
  trackingsOf(payload).flatMap((each) =>
    trackingEvents(readAs(trackingPayload, each, 'AfterShip tracking'), context),
  );

/**
 * AfterShip signs the raw body: base64 HMAC-SHA256 with the webhook's secret. Id and time are in the body, which is
 * signed.
 */
const aftershipWebhook: WebhookScheme = {
  verify({ headers, body }, secret) {
    const given = Buffer.from(
      headers['aftership-hmac-sha256'] ?? headers['as-signature-hmac-sha256'] ?? '',
      'base64',
    );
    const wanted = createHmac('sha256', secret).update(body).digest();
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  },
  describe({ body }) {
    const said = readAs(notice, parsePayload(body), 'AfterShip notification');
    const id = said.event_id ?? `${said.msg.id}:${said.msg.updated_at ?? said.ts ?? ''}`;
    return { object: 'tracking', account: undefined, id, sentAt: said.ts };
  },
};

const notice = z.object({
  event_id: known(ident),
  ts: known(epochSeconds),
  msg: z.object({ id: ident, updated_at: known(ident) }),
});

/** AfterShip: trackings and their checkpoints, by webhook or as API answers. */
export const aftership: Source = {
  name: 'aftership',
  objects: { tracking: mapTrackings },
  ignored: {
    notification: 'who is to be told about a parcel',
    estimated_delivery_date: 'a forecast asked for before anything is sent',
    empty: 'a page without trackings',
  },
  recognise(payload) {
    const data = memberOf(payload, 'data') ?? payload;
    if (memberOf(data, 'notification') !== undefined) return 'notification';
    if (
      memberOf(data, 'estimated_delivery_date') !== undefined ||
      memberOf(data, 'estimated_delivery_dates') !== undefined
    ) {
      return 'estimated_delivery_date';
    }
    const held = memberOf(data, 'trackings');
    if (Array.isArray(held) && held.length === 0) return 'empty';
    const [first] = trackingsOf(payload);
    return first !== undefined && memberOf(first, 'tracking_number') !== undefined ? 'tracking' : undefined;
  },
  webhook: aftershipWebhook,
};

function trackingEvents(from: TrackingPayload, context: SourceContext): OutgoingEvent[] {
  const none = {
    tag: from.tag,
    subtag: from.subtag,
    message: from.subtag_message,
    checkpoint_time: from.created_at,
  };
  const checkpoints = from.checkpoints.length > 0 ? from.checkpoints : [none];
  const shop = shopServed(context);
  return checkpoints.map((point, index) => {
    const at = point.checkpoint_time;
    const country = 'country_iso3' in point ? (point.country_iso3 ?? point.country_region) : undefined;
    const body = {
      event_key: `${from.slug}:${from.tracking_number}:${index + 1}`,
      tracking_no: from.tracking_number,
      carrier: from.slug,
      status: statusOf(point.tag, point.subtag),
      sub_status: cut(point.subtag ?? point.tag, 200),
      message: cut(point.message, 2_000),
      location: {
        country: countryCode(country),
        city: cut('city' in point ? point.city : undefined, 200),
      },
      at,
      seq: index + 1,
      // What has no field of its own is kept as the source said it.
      tracking_id: from.id,
      tracking_updated_at: from.updated_at,
      order_id: from.order_id,
    };
    return eventOf(context, shop, trackingEvent, { body, time: at, version: Date.parse(from.updated_at) });
  });
}

function statusOf(tag: string, subtag: string | undefined): Status {
  const closer =
    subtag !== undefined && Object.hasOwn(subtagStatus, subtag) ? subtagStatus[subtag] : undefined;
  return (closer as Status | undefined) ?? statusIn(tagStatus, tag);
}

/** Answers hold one under `tracking` or several under `trackings`, webhooks hold one under `msg`. */
function trackingsOf(payload: Payload): Payload[] {
  const data = memberOf(payload, 'data') ?? payload;
  const held = ['trackings', 'tracking']
    .map((name) => memberOf(data, name))
    .find((each) => each !== undefined);
  const found = memberOf(payload, 'msg') ?? held ?? data;
  return readAs(many(z.custom<Payload>()), found, 'AfterShip answer');
}
