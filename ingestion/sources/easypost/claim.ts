import { cut } from '../../contracts/cut.ts';
import { claim } from '../../contracts/index.ts';
import type { OutgoingEvent } from '../../producer/index.ts';
import { readAs, statusIn } from '../payload/fields.ts';
import type { Payload } from '../payload/json.ts';
import { eventOf, type SourceContext, shopServed } from '../source.ts';
import { type ClaimPayload, claimPayload } from './payload.ts';
import { claimStatus } from './words.ts';

/** A claim against the insurance of a parcel. EasyPost pays, and so writes, US dollars. */
export function mapClaim(payload: Payload, context: SourceContext): OutgoingEvent[] {
  const from = readAs(claimPayload, payload, 'EasyPost claim');
  const status = statusIn(claimStatus, from.status);
  const closed = ['paid', 'rejected', 'withdrawn'].includes(status);
  const body = {
    claim_id: `easypost:${from.id}`,
    kind: 'carrier' as const,
    shipment_id: from.shipment_id && `easypost:${from.shipment_id}`,
    reason: reasonOf(from),
    requested: dollars(from.requested_amount),
    approved: from.approved_amount === undefined ? undefined : dollars(from.approved_amount),
    status,
    raw_status: from.status,
    opened_at: from.created_at,
    closed_at: closed ? (from.status_timestamp ?? from.updated_at) : undefined,
    tracking_no: from.tracking_code,
  };
  const version = Date.parse(from.updated_at);
  return [eventOf(context, shopServed(context), claim, { body, time: from.updated_at, version })];
}

function reasonOf({ type, description }: ClaimPayload): string | undefined {
  return cut([type, description].filter(Boolean).join(': '), 500) || undefined;
}

const dollars = (amount: string) => ({ amount, currency: 'USD' });
