import { z } from 'zod';
import { contract } from '../contract.ts';
import { day, id, maybe, money, text, word } from '../fields.ts';

export const journalEntry = contract({
  name: 'fin.journal_entry',
  version: 1,
  description: 'One line of a journal entry in a general ledger.',
  entity: 'entry_id',
  shape: z.object({
    entry_id: id().describe('<entity>:<ledger>:<journal_id>:<line>.'),
    journal_id: id(),
    line: id(),
    entity: id(),
    ledger: word(),
    account: id(),
    account_name: maybe(text(300)),
    cost_center: maybe(id()),
    profit_center: maybe(id()),
    partner_profit_center: maybe(id()),
    posting_date: day(),
    doc_date: maybe(day()),
    amount: money().describe('In transaction currency; debit positive, credit negative.'),
    functional_amount: money().describe('In the entity’s functional currency; debit positive.'),
    text: maybe(text(500)),
    ref_type: maybe(word()),
    ref_id: maybe(id()),
    reversed_of: maybe(id()),
  }),
});
