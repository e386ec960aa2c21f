import { z } from 'zod';
import { contract } from '../contract.ts';
import { currency, day, id, oneOf, rate, word } from '../fields.ts';

export const fxRate = contract({
  name: 'fin.fx_rate',
  version: 1,
  description: 'A published exchange rate: units of quote currency for one unit of base currency.',
  entity: 'rate_id',
  shape: z.object({
    rate_id: id().describe('<provider>:<base>:<quote>:<date>:<kind>.'),
    provider: word(),
    base: currency(),
    quote: currency(),
    date: day(),
    kind: oneOf(['spot', 'avg_month', 'close', 'budget']),
    rate: rate(),
  }),
});
