import { memberOf, type Payload } from '../payload/json.ts';

const nothing = 'prepares or documents a shipment; the shipment itself says what happened';

/** What EasyPost tells of besides, and why it leaves nothing. Webhooks cannot be had without it. */
export const ignored: Readonly<Record<string, string>> = {
  Address: nothing,
  Batch: nothing,
  CustomsInfo: nothing,
  CustomsItem: nothing,
  Insurance: 'its claims say what became of it',
  Order: nothing,
  Parcel: nothing,
  Payload: 'how a webhook was delivered',
  PaymentLog: 'how the account is topped up',
  Pickup: nothing,
  Rate: 'an offer that was not bought',
  Refund: 'a label that is given back; its shipment says so',
  Report: 'says only that a report can be fetched',
  ScanForm: nothing,
};

/** The object that holds an event: what it is about, if that is ignored, and else `Event`. */
export function aboutOf(event: Payload): string {
  const kind = memberOf(memberOf(event, 'result'), 'object');
  const name = typeof kind === 'string' && kind.endsWith('Report') ? 'Report' : kind;
  return typeof name === 'string' && Object.hasOwn(ignored, name) ? name : 'Event';
}
