import { z } from 'zod';
import { contract } from '../contract.ts';
import { day, id, maybe, money, period } from '../fields.ts';

export const payroll = contract({
  name: 'hr.payroll',
  version: 1,
  description: 'What one employee costs in one payroll run.',
  entity: 'payroll_id',
  shape: z.object({
    payroll_id: id().describe('<run_id>:<employee_id>.'),
    run_id: id(),
    employee_id: id(),
    period: period(),
    gross: money(),
    net: money(),
    employer_cost: money().describe('Gross and everything the employer pays on top.'),
    cost_center: maybe(id()),
    paid_on: maybe(day()),
  }),
});
