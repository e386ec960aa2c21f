import { cut } from '../../contracts/cut.ts';
import { trackingEvent } from '../../contracts/index.ts';
import type { OutgoingEvent } from '../../producer/index.ts';
import { countryCode } from '../payload/countries.ts';
import { readAs, statusIn } from '../payload/fields.ts';
import type { Payload } from '../payload/json.ts';
import { eventOf, type SourceContext, shopServed } from '../source.ts';
import { type TrackerPayload, trackerPayload } from './payload.ts';
import { trackerStatus } from './words.ts';

/** One event per scan; a tracker without scans says at least what it thinks of the parcel. */
export function mapTracker(payload: Payload, context: SourceContext): OutgoingEvent[] {
  return trackerEvents(readAs(trackerPayload, payload, 'EasyPost tracker'), context);
}

export function trackerEvents(from: TrackerPayload, context: SourceContext): OutgoingEvent[] {
  const none = {
    status: from.status,
    status_detail: from.status_detail,
    message: undefined,
    datetime: from.created_at,
    tracking_location: undefined,
  };
  const scans = from.tracking_details.length > 0 ? from.tracking_details : [none];
  const carrier = (from.carrier ?? 'unknown').toLowerCase();
  return scans.map((scan, index) => {
    const body = {
      event_key: `${carrier}:${from.tracking_code}:${index + 1}`,
      shipment_id: from.shipment_id && `easypost:${from.shipment_id}`,
      tracking_no: from.tracking_code,
      carrier,
      status: statusIn(trackerStatus, scan.status),
      sub_status: cut([scan.status, scan.status_detail].filter(Boolean).join('/'), 200),
      message: cut(scan.message, 2_000),
      location: {
        country: countryCode(scan.tracking_location?.country),
        city: cut(scan.tracking_location?.city, 200),
      },
      at: scan.datetime,
      seq: index + 1,
      // What has no field of its own is kept as the source said it.
      tracker_id: from.id,
      tracker_updated_at: from.updated_at,
    };
    const version = Date.parse(from.updated_at);
    return eventOf(context, shopServed(context), trackingEvent, { body, time: scan.datetime, version });
  });
}
