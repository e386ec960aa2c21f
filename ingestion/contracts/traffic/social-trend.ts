import { z } from 'zod';
import { contract } from '../contract.ts';
import { bigCount, country, decimal, id, instant, maybe, smallCount, text, word } from '../fields.ts';

export const socialTrend = contract({
  name: 'trf.social_trend',
  version: 1,
  description: 'How much a topic was talked about in a window of time.',
  entity: 'row_key',
  shape: z.object({
    row_key: id().describe('<platform>:<topic>:<window_start in ms>.'),
    platform: word(),
    topic: text(500),
    sku: maybe(id()),
    country: maybe(country()),
    window_start: instant(),
    window_minutes: smallCount(),
    mentions: bigCount(),
    engagement: bigCount(),
    sentiment: maybe(decimal()).describe('-1 to 1.'),
  }),
});
