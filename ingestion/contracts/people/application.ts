import { z } from 'zod';
import { contract } from '../contract.ts';
import { flag, id, instant, maybe, word } from '../fields.ts';

export const application = contract({
  name: 'hr.application',
  version: 1,
  description: 'A candidate’s application and the stage it has reached.',
  entity: 'application_id',
  shape: z.object({
    application_id: id(),
    req_id: maybe(id()),
    candidate_id: maybe(id()),
    stage: word(),
    stage_at: instant(),
    source: maybe(word()),
    applied_at: maybe(instant()),
    offer_at: maybe(instant()),
    accepted: maybe(flag()),
  }),
});
