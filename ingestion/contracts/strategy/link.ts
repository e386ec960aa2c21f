import { z } from 'zod';
import { contract } from '../contract.ts';
import { decimal, id, maybe, smallCount, text } from '../fields.ts';

export const strategyLink = contract({
  name: 'str.link',
  version: 1,
  description: 'A supposed cause and effect between two objectives.',
  entity: 'link_id',
  shape: z.object({
    link_id: id().describe('<map_id>:<from>:<to>.'),
    map_id: id(),
    from: id(),
    to: id(),
    hypothesis: maybe(text(2_000)),
    lag_days: maybe(smallCount()),
    strength: maybe(decimal()).describe('-1 to 1.'),
  }),
});
