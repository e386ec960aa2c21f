import { describe, expect, it } from 'vitest';
import { first, mapDeclared } from '../testing/declared.ts';
import { amazon } from './index.ts';

const notice = (NotificationType: string, Payload: object) => ({
  ...{ NotificationVersion: '1.0', NotificationType, EventTime: '2026-03-01T10:00:00Z', Payload },
});

describe('notifications', () => {
  it('of stock: all of it in the warehouse, and what is under way', () => {
    const FulfillmentInventory = {
      ...{ Fulfillable: 50, Unfulfillable: 2, Researching: 1 },
      InboundQuantityBreakdown: { Working: 20, Shipped: 10, Receiving: 5 },
      ReservedQuantityBreakdown: { WarehouseProcessing: 1, WarehouseTransfer: 2, PendingCustomerOrder: 5 },
    };
    const FulfillmentInventoryByMarketplace = [{ MarketplaceId: 'ATVPDKIKX0DER', FulfillmentInventory }];
    const told = notice('FBA_INVENTORY_AVAILABILITY_CHANGES', {
      ...{ SellerId: 'A1', SKU: 'TEA', ASIN: 'B0', FulfillmentInventoryByMarketplace },
    });
    expect(first(mapDeclared('amazon', told), 'inv.snapshot')).toMatchObject({
      ...{ sku: 'TEA', on_hand: '61', available: '50', reserved: '8', inbound: '35', damaged: '2' },
      ...{ quality_hold: '1', as_of: '2026-03-01T10:00:00.000Z' },
    });
  });

  it('of the account: a change to what it may do', () => {
    const accountStatusChangeNotification = {
      previousAccountStatus: 'NORMAL',
      currentAccountStatus: 'AT_RISK',
    };
    const told = notice('ACCOUNT_STATUS_CHANGED', {
      ...{ marketplaceId: 'ATVPDKIKX0DER', accountStatusChangeNotification },
    });
    expect(first(mapDeclared('amazon', told), 'ops.account_health')).toMatchObject({ status: 'at_risk' });
  });

  it('of what is fetched hold nothing; a type nobody knows is refused', () => {
    for (const type of ['REPORT_PROCESSING_FINISHED', 'FULFILLMENT_ORDER_STATUS', 'ORDER_STATUS_CHANGE']) {
      expect(mapDeclared('amazon', notice(type, {}))).toEqual([]);
    }
    expect(() => mapDeclared('amazon', notice('MOON_CHANGE', {}))).toThrow(/none of the objects/);
    expect(amazon.ignored?.notices).toBeTypeOf('string');
  });
});

describe('reports', () => {
  const table = (row: Record<string, string>) =>
    `${Object.keys(row).join('\t')}\n${Object.values(row).join('\t')}\n`;

  it('of FBA stock, on the day they come', () => {
    const row = {
      ...{ sku: 'TEA', asin: 'B0', condition: 'New', 'afn-warehouse-quantity': '60' },
      ...{ 'afn-fulfillable-quantity': '50', 'afn-unsellable-quantity': '2', 'afn-reserved-quantity': '8' },
      ...{ 'afn-inbound-working-quantity': '20', 'afn-inbound-shipped-quantity': '10' },
    };
    expect(first(mapDeclared('amazon', table(row)), 'inv.snapshot')).toMatchObject({
      snapshot_key: 'amazon_test:fba:TEA:NewItem:2026-03-01',
      ...{ on_hand: '60', available: '50', reserved: '8', inbound: '30', damaged: '2' },
    });
  });

  it('of what buyers sent back, each unit by its own plate', () => {
    const row = {
      ...{ 'return-date': '2026-03-01T10:00:00+00:00', 'order-id': '111-1', sku: 'TEA', quantity: '1' },
      ...{
        'detailed-disposition': 'CUSTOMER_DAMAGED',
        reason: 'UNWANTED_ITEM',
        'license-plate-number': 'LPN1',
      },
    };
    const [one, other] = ['LPN1', 'LPN2'].map((plate) =>
      first(mapDeclared('amazon', table({ ...row, 'license-plate-number': plate })), 'trade.return'),
    );
    expect(one).toMatchObject({
      ...{ order_id: 'amazon_test:111-1', condition: 'damaged', status: 'received' },
      lines: [{ sku: 'TEA', qty: '1' }],
    });
    expect(one!.return_id).not.toBe(other!.return_id);
  });

  it('of listings; one without a price is set aside', () => {
    const row = {
      'listing-id': 'L1',
      'seller-sku': 'TEA',
      price: '10,50',
      quantity: '5',
      asin1: 'B0',
      status: 'Inactive',
    };
    expect(first(mapDeclared('amazon', table(row)), 'itm.listing')).toMatchObject({
      ...{ channel_sku: 'TEA', status: 'inactive', price: { amount: '10.50' }, available: '5' },
    });
    expect(() => mapDeclared('amazon', table({ ...row, price: '' }))).toThrow(/no price/);
  });
});
