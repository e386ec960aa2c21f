import { z } from 'zod';
import { contract } from '../contract.ts';
import { count, decimal, id, period, rate, word } from '../fields.ts';

export const allocationDriver = contract({
  name: 'fin.allocation_driver',
  version: 1,
  description: 'How much of a cost one receiver bears in a period, and by which rule.',
  entity: 'driver_id',
  shape: z.object({
    driver_id: id().describe('<rule_id>:<version>:<period>:<sender>:<receiver>.'),
    rule_id: id(),
    version: count(),
    period: period(),
    sender: id(),
    receiver: id(),
    basis: word().describe('What is counted: units, net revenue, cubic metres × days, …'),
    basis_value: decimal(),
    share: rate().describe('0 to 1; the shares of a sender and period add up to 1.'),
  }),
});
