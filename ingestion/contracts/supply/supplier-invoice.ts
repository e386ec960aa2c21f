import { z } from 'zod';
import { contract } from '../contract.ts';
import { day, flag, id, maybe, money, oneOf } from '../fields.ts';

export const supplierInvoice = contract({
  name: 'scm.supplier_invoice',
  version: 1,
  description: 'A supplier’s invoice and how it compares with what was ordered and received.',
  entity: 'invoice_id',
  shape: z.object({
    invoice_id: id(),
    supplier_id: maybe(id()),
    po_id: maybe(id()),
    entity: maybe(id()),
    invoice_no: maybe(id()),
    amount: money().describe('Without tax.'),
    tax: money(),
    issued_on: maybe(day()),
    due_date: maybe(day()),
    matched: flag().describe('Order, receipt and invoice agree.'),
    variance: maybe(money()).describe('Invoiced minus expected.'),
    status: maybe(oneOf(['draft', 'posted', 'paid', 'disputed', 'cancelled'])),
  }),
});
