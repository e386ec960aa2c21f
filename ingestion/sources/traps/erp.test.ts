import { describe, expect, it } from 'vitest';
import { first, mapDeclared } from '../testing/declared.ts';
import { bodiesOf } from '../testing/samples.ts';

const day = '/Date(1772323200000)/';

describe('SAP: one entity in each of its envelopes', () => {
  const envelopes: readonly [string, (entity: object) => object][] = [
    ['a page of V2', (entity) => ({ d: { results: [entity] } })],
    ['a single one of V2', (entity) => ({ d: entity })],
    ['a page of V4', (entity) => ({ '@odata.context': '$metadata', value: [entity] })],
    ['a single one of V4', (entity) => ({ '@odata.context': '$metadata', ...entity })],
  ];
  const item = { MaterialDocument: '49', MaterialDocumentYear: '2026', MaterialDocumentItem: '1' };
  const moved = {
    ...item,
    GoodsMovementType: '101',
    Plant: '1010',
    Material: 'TEA',
    QuantityInBaseUnit: '3',
  };
  const order = {
    ...{ PurchaseOrder: '45', PurchaseOrderType: 'NB', Supplier: '1', CompanyCode: '1010' },
    ...{ DocumentCurrency: 'EUR', PurchaseOrderDate: day, LastChangeDateTime: day },
  };
  const entry = {
    ...{
      Ledger: '0L',
      CompanyCode: '1010',
      FiscalYear: '2026',
      AccountingDocument: '1',
      LedgerGLLineItem: '1',
    },
    ...{ GLAccount: '400000', PostingDate: day, DocumentDate: day },
    ...{ AmountInTransactionCurrency: '-10.00', TransactionCurrency: 'USD' },
    ...{ AmountInCompanyCodeCurrency: '-9.20', CompanyCodeCurrency: 'EUR' },
  };

  it.each(envelopes)('%s', (_name, within) => {
    const [movement] = mapDeclared('sap', within({ ...moved, PostingDate: day }));
    expect(movement).toMatchObject({
      time: '2026-03-01T00:00:00.000Z',
      body: { movement_id: 'sap:49:2026:1' },
    });
    expect(first(mapDeclared('sap', within(order)), 'scm.purchase_order')).toMatchObject({ po_id: 'sap:45' });
    expect(first(mapDeclared('sap', within(entry)), 'fin.journal_entry')).toMatchObject({
      ...{ entry_id: '1010:0L:1:2026:1', amount: { amount: '-10.00', currency: 'USD' } },
      ...{ functional_amount: { amount: '-9.20', currency: 'EUR' }, posting_date: '2026-03-01' },
    });
    expect(mapDeclared('sap', within({ SalesOrder: '1', SalesOrderType: 'OR' }))).toEqual([]);
  });

  it('a material document says the day of its items', () => {
    const header = { MaterialDocument: '49', MaterialDocumentYear: '2026', PostingDate: day };
    const items = [moved, { ...moved, MaterialDocumentItem: '2' }];
    const old = mapDeclared('sap', {
      d: { results: [{ ...header, to_MaterialDocumentItem: { results: items } }] },
    });
    const fresh = mapDeclared('sap', {
      value: [{ ...header, PostingDate: '2026-03-01', _MaterialDocumentItem: items }],
    });
    expect(old).toEqual(fresh);
    expect(old.map(({ body, time }) => [body.movement_id, time])).toEqual([
      ['sap:49:2026:1', '2026-03-01T00:00:00.000Z'],
      ['sap:49:2026:2', '2026-03-01T00:00:00.000Z'],
    ]);
  });

  it('items of a purchase order in V2 and V4, those that were deleted left out', () => {
    const line = { PurchaseOrderItem: '10', Material: 'TEA', OrderQuantity: '5', NetPriceAmount: '10.00' };
    const priced = { ...line, NetPriceQuantity: '1', PurchasingDocumentDeletionCode: '' };
    const gone = { ...priced, PurchaseOrderItem: '20', PurchasingDocumentDeletionCode: 'L' };
    const date = { ScheduleLineDeliveryDate: day };
    const old = [{ ...priced, to_ScheduleLine: { results: [date] } }, gone];
    const fresh = [{ ...priced, _PurchaseOrderScheduleLineTP: [date] }, gone];
    const lines = [
      { line: '10', qty: '5', price: { amount: '10.00', currency: 'EUR' }, requested_date: '2026-03-01' },
    ];
    for (const items of [{ to_PurchaseOrderItem: { results: old } }, { _PurchaseOrderItem: fresh }]) {
      const [event] = mapDeclared('sap', { value: [{ ...order, ...items }] });
      expect(event!.body.lines).toMatchObject(lines);
    }
    const cancelled = { value: [{ ...order, PurchasingDocumentDeletionCode: 'L' }] };
    expect(first(mapDeclared('sap', cancelled), 'scm.purchase_order')).toMatchObject({ status: 'cancelled' });
  });

  it('an invoice is what it asks without its taxes; a credit memo takes it back', () => {
    const invoice = {
      ...{ SupplierInvoice: '51', FiscalYear: '2026', CompanyCode: '1010', InvoicingParty: '1' },
      ...{ DocumentDate: day, PostingDate: day, DocumentCurrency: 'EUR', InvoiceGrossAmount: '119.00' },
      ...{ SupplierInvoiceIDByInvcgParty: 'RE-1', SupplierInvoiceStatus: '5', ReverseDocument: '' },
      to_SupplierInvoiceTax: { results: [{ TaxAmount: '7.00' }, { TaxAmount: '12.00' }] },
      to_SuplrInvcItemPurOrdRef: { results: [{ PurchaseOrder: '45' }] },
    };
    const told = (more: object) =>
      first(mapDeclared('sap', { d: { results: [{ ...invoice, ...more }] } }), 'scm.supplier_invoice');
    expect(told({})).toMatchObject({
      ...{ invoice_id: 'sap:51:2026', supplier_id: 'sap:1', po_id: 'sap:45', invoice_no: 'RE-1' },
      ...{ amount: { amount: '100' }, tax: { amount: '19' }, status: 'posted' },
    });
    expect(told({ SupplierInvoiceIsCreditMemo: 'X', ReverseDocument: '50' })).toMatchObject({
      ...{ amount: { amount: '-100' }, tax: { amount: '-19' }, status: 'cancelled' },
    });
    const bare = { ...invoice, to_SupplierInvoiceTax: { __deferred: { uri: 'https://…' } } };
    expect(() => mapDeclared('sap', { d: { results: [bare] } })).toThrow(/is not there/);
  });

  it('a validity without end has no last day; a row that was deleted is gone', () => {
    const center = {
      ...{ CostCenter: '1', CostCenterStandardHierArea: 'H', CompanyCode: '1010' },
      ...{ ValidityStartDate: day, ValidityEndDate: '/Date(253402214400000)/' },
    };
    const body = first(mapDeclared('sap', { d: { results: [center] } }), 'ref.cost_center');
    expect(body.valid_from).toBe('2026-03-01');
    expect(body).not.toHaveProperty('valid_to');
    const row = {
      ...{
        rldnr: '0L',
        rbukrs: '1010',
        belnr: '1',
        gjahr: '2026',
        docln: '1',
        racct: '4',
        budat: '20260301',
      },
      ...{
        bldat: '20260301',
        wsl: '10.00',
        rwcur: 'EUR',
        hsl: '10.00',
        rhcur: 'EUR',
        _fivetran_deleted: 'TRUE',
      },
    };
    expect(mapDeclared('sap', row)).toMatchObject([{ op: 'delete' }]);
  });

  it('of business partners only suppliers, and those without a country aside', () => {
    const partner = (BusinessPartner: string, Supplier: string, Country?: string) => ({
      ...{ BusinessPartner, Supplier, BusinessPartnerGrouping: 'BP02', BusinessPartnerName: 'Acme' },
      ...{ LastChangeDate: day, to_BusinessPartnerAddress: { results: [{ Country }] } },
      to_Supplier: { to_SupplierPurchasingOrg: { results: [{ PurchaseOrderCurrency: 'EUR' }] } },
    });
    const page = [partner('1', '1', 'DE'), partner('2', '', 'DE'), partner('3', '3')];
    const events = mapDeclared('sap', { d: { results: page } });
    expect(bodiesOf(events, 'scm.supplier.v1')).toMatchObject([{ supplier_id: 'sap:1', country: 'DE' }]);
    expect(bodiesOf(events, 'ops.raw_quarantine.v1')).toHaveLength(1);
  });

  it('both halves of a transfer that was taken back', () => {
    const half = (MaterialDocumentItem: string, DebitCreditCode: string) => ({
      ...moved,
      MaterialDocumentItem,
      DebitCreditCode,
      GoodsMovementType: '312',
      PostingDate: day,
    });
    const bodies = bodiesOf(
      mapDeclared('sap', { value: [half('1', 'H'), half('2', 'S')] }),
      'inv.movement.v1',
    );
    expect(bodies.map(({ type, qty }) => [type, qty])).toEqual([
      ['transfer_out', '-3'],
      ['transfer_in', '3'],
    ]);
  });
});

describe('NetSuite: a page of SuiteQL', () => {
  const page = (...items: object[]) => ({ links: [], count: items.length, hasMore: false, items });

  it('of vendors, departments and employees, with days as an account writes them', () => {
    const vendor = { id: '7', legalname: 'Acme', billcountry: 'US', currency_symbol: 'USD' };
    const [event] = mapDeclared('netsuite', page({ ...vendor, lastmodifieddate: '3/1/2026 2:15 pm' }));
    expect(event).toMatchObject({ time: '2026-03-01T14:15:00.000Z', body: { supplier_id: 'netsuite:7' } });
    const department = { id: '4', name: 'Ops', includechildren: 'F', lastmodifieddate: '3/1/2026' };
    expect(first(mapDeclared('netsuite', page(department)), 'ref.cost_center')).toMatchObject({
      ...{ cost_center: '4', valid_from: '2026-03-01' },
    });
    const employee = { id: '9', hiredate: '2/28/2026', lastmodifieddate: '3/1/2026', department: '4' };
    expect(first(mapDeclared('netsuite', page(employee)), 'hr.employee')).toMatchObject({
      ...{ employee_id: 'netsuite:9', hire_date: '2026-02-28' },
    });
  });

  it('of what lies around the accounting lines', () => {
    expect(mapDeclared('netsuite', page({ id: '1', trandate: '3/1/2026', type: 'CustInvc' }))).toEqual([]);
    expect(mapDeclared('netsuite', page({ id: '1', iselimination: 'F', legalname: 'Ours' }))).toEqual([]);
  });
});
