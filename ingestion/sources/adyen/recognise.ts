import { memberOf, type Payload } from '../payload/json.ts';
import { informational } from './words.ts';

/** What Adyen sent, by what is in it. */
export function objectOf(payload: Payload): string | undefined {
  const [first] = Array.isArray(payload) ? payload : [payload];
  if (typeof memberOf(first, 'Net Currency') === 'string') return 'settlement_report';
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) return undefined;
  const has = (...names: string[]) => names.some((name) => Object.hasOwn(payload, name));
  if (Array.isArray(payload.notificationItems)) {
    return payload.notificationItems.every((item) => informational.has(codeOf(item)))
      ? 'notice'
      : 'notification';
  }
  if (has('SaleToPOIRequest')) return 'terminal';
  if (has('grantAccounts', 'grantOffers', 'grantOfferId', 'grantId', 'contractType')) return 'capital';
  if (has('disputeServiceResult', 'resultCode')) return 'answer';
  if (typeof payload.type === 'string' && has('environment', 'data')) return 'platform_notice';
  return undefined;
}

function codeOf(item: Payload): string {
  const code = memberOf(memberOf(item, 'NotificationRequestItem'), 'eventCode');
  return typeof code === 'string' ? code : '';
}
