import { z } from 'zod';
import { contract } from '../contract.ts';
import { day, id, maybe, oneOf, text, word } from '../fields.ts';

export const refAccount = contract({
  name: 'ref.account',
  version: 1,
  description: 'An account of the general ledger.',
  entity: 'account_key',
  shape: z.object({
    account_key: id().describe('<ledger>:<account>.'),
    ledger: word(),
    account: id(),
    name: text(300),
    kind: oneOf(['asset', 'liability', 'equity', 'income', 'expense']),
    pnl_code: maybe(word()).describe('Line of the profit and loss account it belongs to.'),
    rate_type: oneOf(['current', 'average', 'historical']).describe('At which rate it is translated.'),
    valid_from: day(),
    valid_to: maybe(day()),
  }),
});
