import { z } from 'zod';
import { contract } from '../contract.ts';
import { decimal, id, instant, json, maybe, smallCount, word } from '../fields.ts';

export const prediction = contract({
  name: 'ops.prediction',
  version: 1,
  description: 'One prediction of a model, with its band.',
  entity: 'prediction_id',
  shape: z.object({
    prediction_id: id().describe('<model>:<version>:<target>:<keys>:<made_at in ms>:<horizon>.'),
    model: word(),
    version: word(),
    target: word(),
    entity_keys: json(),
    horizon: smallCount(),
    point: decimal(),
    p10: maybe(decimal()),
    p90: maybe(decimal()),
    features_ref: maybe(id()),
    made_at: instant(),
  }),
});
