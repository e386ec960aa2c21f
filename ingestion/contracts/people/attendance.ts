import { z } from 'zod';
import { contract } from '../contract.ts';
import { day, decimal, id, maybe, oneOf, word } from '../fields.ts';

export const attendance = contract({
  name: 'hr.attendance',
  version: 1,
  description: 'An employee’s hours of one day.',
  entity: 'attendance_id',
  shape: z.object({
    attendance_id: id().describe('<employee_id>:<date>[:<absence kind>].'),
    employee_id: id(),
    date: day(),
    hours: decimal(),
    overtime: maybe(decimal()),
    absence_kind: maybe(word()),
    absence_status: maybe(oneOf(['requested', 'approved', 'rejected', 'cancelled'])),
  }),
});
