import type { Source } from '../source.ts';
import { mapNotification } from './notification.ts';
import { objectOf } from './recognise.ts';
import { adyenWebhook } from './webhook.ts';

const platform = 'accounts and balances of sellers that are not ours';

/** Adyen: standard notifications of payments, refunds and disputes, by webhook. */
export const adyen: Source = {
  name: 'adyen',
  objects: { notification: mapNotification },
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
