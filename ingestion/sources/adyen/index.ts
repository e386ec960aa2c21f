import type { Source } from '../source.ts';
import { mapNotification } from './notification.ts';
import { objectOf } from './recognise.ts';
import { mapSettlementReport } from './settlement-report.ts';
import { adyenWebhook } from './webhook.ts';

const platform = 'accounts and balances of sellers that are not ours';

/**
 * Adyen: standard notifications of payments, refunds and disputes, by webhook, and the settlement details report. `live` is not asked:
 * what is tried out belongs to an endpoint of its own, and most published examples are not live.
 */
export const adyen: Source = {
  name: 'adyen',
  objects: { notification: mapNotification, settlement_report: mapSettlementReport },
  ignored: {
    notice: 'says nothing of money',
    platform_notice: platform,
    capital: 'loans to sellers that are not ours',
    terminal: 'how a card terminal is',
    answer: 'an answer to a question of ours; the notification says what became of it',
  },
  recognise: objectOf,
  webhook: adyenWebhook,
};
