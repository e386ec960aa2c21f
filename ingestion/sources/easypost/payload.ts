import { z } from 'zod';
import { amount, flag, ident, instantUtc, known, listOf } from '../payload/fields.ts';

/** EasyPost's API v2, as far as events need it. */

const place = z.object({ city: known(z.string()), country: known(z.string()) });

const detail = z.object({
  status: ident,
  status_detail: known(z.string()),
  message: known(z.string()),
  datetime: instantUtc,
  tracking_location: known(place),
});

export const trackerPayload = z.object({
  id: ident,
  tracking_code: ident,
  status: ident,
  status_detail: known(z.string()),
  created_at: instantUtc,
  updated_at: instantUtc,
  shipment_id: known(ident),
  carrier: known(ident),
  tracking_details: listOf(detail),
});

const address = z.object({
  country: known(z.string()),
  state: known(z.string()),
  zip: known(z.string()),
});

const parcel = z.object({
  id: ident,
  weight: known(amount),
  length: known(amount),
  width: known(amount),
  height: known(amount),
});

export const shipmentPayload = z.object({
  id: ident,
  created_at: instantUtc,
  updated_at: instantUtc,
  is_return: known(flag),
  reference: known(ident),
  refund_status: known(z.string()),
  tracking_code: known(ident),
  to_address: known(address),
  parcel: known(parcel),
  postage_label: known(z.object({ created_at: instantUtc })),
  selected_rate: known(z.object({ carrier: ident, service: known(ident), rate: amount, currency: ident })),
  insurance: known(amount),
  tracker: known(trackerPayload),
});

export const claimPayload = z.object({
  id: ident,
  created_at: instantUtc,
  updated_at: instantUtc,
  shipment_id: known(ident),
  tracking_code: known(ident),
  type: known(z.string()),
  description: known(z.string()),
  status: ident,
  status_timestamp: known(instantUtc),
  requested_amount: amount,
  approved_amount: known(amount),
});

export type TrackerPayload = z.output<typeof trackerPayload>;
export type ShipmentPayload = z.output<typeof shipmentPayload>;
export type ClaimPayload = z.output<typeof claimPayload>;
