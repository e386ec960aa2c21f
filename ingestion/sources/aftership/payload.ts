import { z } from 'zod';
import { ident, instantUtc, known, listOf } from '../payload/fields.ts';
import { utcByAgreement } from '../payload/times.ts';

/** AfterShip's Tracking API, 2013-04 (v4) to 2024-10, as far as events need it. */

/** An instant with its offset; couriers that give none are taken at UTC, as AfterShip's documentation says. */
const courierTime = z.union([instantUtc, utcByAgreement]);

const checkpoint = z.object({
  tag: ident,
  subtag: known(z.string()),
  message: known(z.string()),
  checkpoint_time: courierTime,
  city: known(z.string()),
  country_iso3: known(z.string()),
  country_region: known(z.string()),
});

export const trackingPayload = z.object({
  id: ident,
  tracking_number: ident,
  slug: ident,
  created_at: instantUtc,
  updated_at: instantUtc,
  order_id: known(ident),
  tag: ident,
  subtag: known(z.string()),
  subtag_message: known(z.string()),
  checkpoints: listOf(checkpoint),
});

export type TrackingPayload = z.output<typeof trackingPayload>;
