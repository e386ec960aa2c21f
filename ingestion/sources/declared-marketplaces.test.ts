import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDeclaration } from './declared/load.ts';
import { anyShop, mapSample } from './testing/samples.ts';

function mapBy(name: string, payload: unknown) {
  const file = `${name}.yml`;
  const source = readDeclaration(readFileSync(join(import.meta.dirname, file), 'utf8'), file);
  const value = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  const [event] = mapSample(source, {
    value,
    shops: anyShop({ shop: `${name}_1`, marketplace: `${name}_xx` }),
  });
  return event!;
}

describe('orders of declared marketplaces', () => {
  it('aliexpress', () => {
    const target = {
      ...{ id: 3031265788145299n.toString(), order_status: 'WAIT_SELLER_SEND_GOODS', buyerloginid: 'es1000' },
      ...{
        gmt_create: '2026-03-01 01:30:00',
        gmt_modified: '2026-03-01 02:00:00',
        gmt_pay_success: '2026-03-01 01:31:00',
      },
      order_amount: { amount: '30.50', currency_code: 'EUR' },
      init_oder_amount: { amount: '28.00', currency_code: 'EUR' },
      logistics_amount: { amount: '2.50', currency_code: 'EUR' },
      receipt_address: { country: 'ES', province: 'Valencia', city: 'Alzira', contact_person: 'Ann' },
      child_order_list: {
        global_aeop_tp_child_order_dto: [
          {
            child_order_id: '31',
            sku_code: 'LAMP',
            product_id: 77,
            product_count: 2,
            product_price: { amount: '14.00' },
            order_status: 'WAIT_SELLER_SEND_GOODS',
          },
        ],
      },
    };
    const event = mapBy('aliexpress', { aliexpress_trade_new_redefining_findorderbyid_response: { target } });
    expect(event.body).toMatchObject({
      ...{ order_id: 'aliexpress_1:3031265788145299', status: 'paid', placed_at: '2026-03-01T09:30:00.000Z' },
      totals: {
        items: { amount: '28.00', currency: 'EUR' },
        shipping: { amount: '2.50' },
        total: { amount: '30.50' },
      },
      lines: [
        {
          line_id: '31',
          sku: 'LAMP',
          qty: '2',
          unit_price: { amount: '14.00', currency: 'EUR' },
          status: 'open',
        },
      ],
    });
    expect(JSON.stringify(event)).not.toMatch(/Ann|es1000/);
  });

  it('shein', () => {
    const detail = {
      ...{
        orderNo: 'GS1',
        orderStatus: 4,
        orderCurrency: 'USD',
        productTotalPrice: 25.5,
        sellerShippingFee: 2,
      },
      ...{ orderTime: '2026-03-01 17:30:00', orderMsgUpdateTime: '2026-03-02 08:00:00', totalSaleTax: 0 },
      ...{ storeDiscountTotalPrice: 1.5, promotionDiscountTotalPrice: 0.5 },
      orderGoodsInfoList: [
        {
          goodsId: 1,
          skuCode: 'I1',
          sellerSku: 'DRESS',
          sellerCurrencyPrice: 12.75,
          commission: 1.2,
          serviceCharge: 0.3,
        },
        { goodsId: 2, skuCode: 'I1', sellerSku: 'DRESS', sellerCurrencyPrice: 12.75 },
      ],
    };
    expect(mapBy('shein', { code: '0', info: [detail] }).body).toMatchObject({
      ...{ order_id: 'shein_1:GS1', status: 'shipped', placed_at: '2026-03-01T09:30:00.000Z' },
      totals: { discount_seller: { amount: '2.0' }, total: { amount: '27.5', currency: 'USD' } },
      lines: [
        {
          line_id: '1',
          sku: 'DRESS',
          qty: '1',
          fee_estimate: { amount: '1.5', currency: 'USD' },
          status: 'shipped',
        },
        { line_id: '2' },
      ],
    });
    expect(mapBy('shein', { info: [{ ...detail, orderStatus: 99 }] }).body).toMatchObject({
      status: 'unmapped',
      channel_status: '99',
    });
  });

  it('falabella, in XML as in JSON', () => {
    const item = (id: number) =>
      `<OrderItem><OrderItemId>${id}</OrderItemId><Sku>MUG</Sku><ItemPrice>9990.00</ItemPrice><Currency>CLP</Currency><TaxAmount>0.00</TaxAmount><ShippingAmount>1000.00</ShippingAmount><VoucherAmount>0</VoucherAmount><Status>shipped</Status></OrderItem>`;
    const order = (items: string) =>
      `<SuccessResponse><Body><Orders><Order><OrderId>1</OrderId><OrderNumber>277</OrderNumber><CreatedAt>2026-03-01 06:30:00</CreatedAt><UpdatedAt>2026-03-01 07:00:00</UpdatedAt><AddressShipping><City>SANTIAGO</City><Country>CL</Country></AddressShipping><Statuses><Status>shipped</Status></Statuses><ShippingType>Dropshipping</ShippingType><GrandTotal>21980</GrandTotal><OrderItems>${items}</OrderItems></Order></Orders></Body></SuccessResponse>`;
    expect(mapBy('falabella', order(item(5) + item(6))).body).toMatchObject({
      ...{
        order_id: 'falabella_1:277',
        status: 'shipped',
        placed_at: '2026-03-01T09:30:00.000Z',
        fulfilment: 'own',
      },
      totals: {
        items: { amount: '19980.00', currency: 'CLP' },
        shipping: { amount: '2000.00' },
        total: { amount: '21980' },
      },
      lines: [{ line_id: '5', status: 'shipped' }, { line_id: '6' }],
    });
    expect(mapBy('falabella', order(item(5))).body.lines).toHaveLength(1);
    expect(() => mapBy('falabella', { Order: { OrderNumber: '1' } })).toThrow(/without its items/);
  });

  it('temu, with the amounts of each line found in the other answer', () => {
    const usd = (amount: number) => ({ amount, currency: 'USD' });
    const order = {
      parentOrderMap: {
        parentOrderSn: 'PO-1',
        parentOrderStatus: 41,
        parentOrderTime: 1_772_357_400,
        regionName1: 'United States',
      },
      orderList: [
        {
          orderSn: 'O-1',
          quantity: 2,
          goodsName: 'Mug',
          orderStatus: 4,
          skuId: 9,
          productList: [{ extCode: 'MUG' }],
        },
        { orderSn: 'O-2', quantity: 1, goodsName: 'Cup', orderStatus: 2, skuId: 8, productList: [] },
      ],
    };
    const amounts = {
      parentOrderMap: {
        salesProceeds: {
          basePriceTotal: usd(3000),
          basePriceSellerDiscount: usd(100),
          shippingTotalTaxIncl: usd(299),
        },
        customerPaid: { customerPaidTotal: usd(3499) },
      },
      orderList: [
        { orderSn: 'O-2', unitBasePrice: usd(1000) },
        { orderSn: 'O-1', unitBasePrice: usd(1000), basePriceSellerDiscount: usd(100) },
      ],
    };
    expect(mapBy('temu', { order, amounts }).body).toMatchObject({
      ...{ order_id: 'temu_1:PO-1', status: 'partially_shipped', placed_at: '2026-03-01T09:30:00.000Z' },
      totals: { items: { amount: '30.00', currency: 'USD' }, total: { amount: '34.99' } },
      lines: [
        {
          line_id: 'O-1',
          sku: 'MUG',
          unit_price: { amount: '10.00' },
          discount: { amount: '1.00' },
          status: 'shipped',
        },
        {
          line_id: 'O-2',
          sku: '8',
          unit_price: { amount: '10.00' },
          discount: { amount: '0' },
          status: 'open',
        },
      ],
    });
    expect(() => mapBy('temu', { order })).toThrow();
  });
});
