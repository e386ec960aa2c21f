import { z } from 'zod';
import { contract } from '../contract.ts';
import { day, decimal, flag, id, maybe, word } from '../fields.ts';

export const employee = contract({
  name: 'hr.employee',
  version: 1,
  description: 'An employee: place in the organisation and dates; pay and person stay outside.',
  entity: 'employee_id',
  shape: z.object({
    employee_id: id(),
    org: word(),
    position: word(),
    manager: maybe(id()),
    hire_date: day(),
    end_date: maybe(day()),
    end_kind: maybe(word()),
    regrettable: maybe(flag()),
    fte: decimal(),
    location: maybe(word()),
    cost_center: maybe(id()),
    grade: maybe(word()),
  }),
});
