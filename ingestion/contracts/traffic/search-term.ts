import { z } from 'zod';
import { contract } from '../contract.ts';
import { bigCount, count, day, decimal, id, ids, maybe, text, word } from '../fields.ts';

export const searchTerm = contract({
  name: 'trf.search_term',
  version: 1,
  description: 'How often buyers of a marketplace searched for a term, and what they clicked.',
  entity: 'row_key',
  shape: z.object({
    row_key: id().describe('<marketplace>:<term>:<date>.'),
    marketplace: word(),
    term: text(500),
    date: day(),
    rank: maybe(count()).describe('1 is the most searched.'),
    volume: maybe(bigCount()),
    click_share: maybe(decimal()).describe('0 to 1.'),
    conversion_share: maybe(decimal()).describe('0 to 1.'),
    skus: ids(),
  }),
});
