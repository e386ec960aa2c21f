import { describe, expect, it } from 'vitest';
import { anyShop, bodiesOf, mapSample } from '../testing/samples.ts';
import { readDeclaration } from './load.ts';

const orders = `
source: bazaar
channel: bazaar
objects:
  orders:
    when: data.order_list
    to: trade.order
    each: data.order_list[]
    marketplace: site | word('sites')
    currency: money_unit
    time: updated | epoch_seconds
    fields:
      order_id: id | of_shop
      channel_order_no: id
      marketplace: site | word('sites')
      status: state | status('states')
      channel_status: state
      placed_at: created | clock('Asia/Shanghai')
      customer_key: buyer.mail | hash | of_shop
      ship_to: { country: buyer.country | upper }
      fulfilment: "'own'"
      tax_mode: "'included'"
      totals:
        items: amounts.goods | minor(money_unit)
        shipping: (amounts.freight ?? '0') | minor(money_unit)
        discount_seller: "'0'"
        discount_platform: "'0'"
        tax: "'0'"
        total: amounts.pay | minor(money_unit)
      lines:
        each: goods[]
        line_id: no
        sku: code
        qty: number
        unit_price: price
        discount: "'0'"
        tax: "'0'"
        status: "'open'"
    extra: { coupon: coupon_code }
  settlements:
    when: fee_ledger
    to: fin.settlement_line
    each: fee_ledger[]
    unpivot: fees
    currency: ccy
    time: day | midnight('DMY')
    fields:
      line_id: order | join(column) | of_shop
      order_id: order | of_shop
      raw_type: column
      pnl_code: word
      amount: value
      posted_at: day | midnight('DMY')
  categories: { when: category_tree, ignored: names of shelves }
words:
  sites: { CN: bazaar_cn }
  states: { WAIT: pending, PAID: paid }
  fees: { goods_amount: R100, commission: C200, service: C210 }
`;
const bazaar = readDeclaration(orders, 'bazaar.yml');
const map = (payload: unknown) =>
  mapSample(bazaar, { value: Buffer.from(JSON.stringify(payload)), shops: anyShop({ shop: 'bazaar_cn' }) });

const order = {
  id: '900719925474099312',
  site: 'CN',
  state: 'PAID',
  money_unit: 'JPY',
  created: '2026-03-01 17:30:00',
  updated: 1_772_357_400,
  buyer: { mail: ' Ann@X.example ', country: 'jp' },
  amounts: { goods: 3000, pay: 3000 },
  goods: [{ no: '1', code: 'TEA', number: 2, price: '1500' }],
  coupon_code: 'SPRING',
};

describe('a declared source', () => {
  it('maps records onto a contract: paths, converters, word tables, lists, currencies', () => {
    const [event] = map({ data: { order_list: [order] } });
    expect(event).toMatchObject({
      source: 'bazaar',
      shop: 'bazaar_cn',
      time: '2026-03-01T09:30:00.000Z',
      version: 1_772_357_400_000,
    });
    expect(event!.body).toMatchObject({
      order_id: 'bazaar_cn:900719925474099312',
      marketplace: 'bazaar_cn',
      status: 'paid',
      placed_at: '2026-03-01T09:30:00.000Z',
      ship_to: { country: 'JP' },
      totals: { items: { amount: '3000', currency: 'JPY' }, shipping: { amount: '0', currency: 'JPY' } },
      lines: [{ line_id: '1', sku: 'TEA', qty: '2', unit_price: { amount: '1500', currency: 'JPY' } }],
      coupon: 'SPRING',
    });
    expect(JSON.stringify(event)).not.toContain('Ann');
  });

  it('keeps a state that no table knows as unmapped, beside the source’s own word', () => {
    const [event] = map({ data: { order_list: [{ ...order, state: 'ODD' }] } });
    expect(event!.body).toMatchObject({ status: 'unmapped', channel_status: 'ODD' });
  });

  it('turns the fee columns of a row into lines, zeros left out', () => {
    const row = {
      order: '7',
      ccy: 'EUR',
      day: '31-12-2026',
      goods_amount: '20.00',
      commission: '-3.10',
      service: '0.00',
    };
    const lines = bodiesOf(map({ fee_ledger: [row] }), 'fin.settlement_line.v1');
    expect(lines.map((line) => [line.line_id, line.pnl_code, line.amount])).toEqual([
      ['bazaar_cn:7:goods_amount', 'R100', { amount: '20.00', currency: 'EUR' }],
      ['bazaar_cn:7:commission', 'C200', { amount: '-3.10', currency: 'EUR' }],
    ]);
  });

  it('refuses what it cannot map, and leaves out only what it was told to', () => {
    expect(map({ category_tree: [] })).toEqual([]);
    expect(() => map({ data: { order_list: [{ ...order, site: 'XX' }] } })).toThrow(
      /«XX» is not in the table sites/,
    );
    expect(() => map({ data: { order_list: [] } })).toThrow(/nothing to map/);
    expect(() => map({ else: 1 })).toThrow(/none of the objects/);
  });

  it('reads a table: its columns are members', () => {
    const rows = readDeclaration(
      `source: ranks
objects:
  rank:
    to: trf.rank_snapshot
    time: at | utc
    fields:
      row_key: market | join(category, item, at)
      marketplace: market
      category: category
      rank: "\`Best Rank\` | whole"
      item: item
      at: at | utc`,
      'ranks.yml',
    );
    const value = Buffer.from(
      'market,category,item,Best Rank,at\namazon_us,Lamps,B01,3,2026-03-01 09:30:00\n',
    );
    expect(mapSample(rows, { value })[0]!.body).toMatchObject({
      rank: 3,
      item: 'B01',
      at: '2026-03-01T09:30:00.000Z',
    });
  });

  it('with faults is refused with all of them, each with its place and a way out', () => {
    const broken = orders
      .replace('to: trade.order', 'to: trade.ordr')
      .replace("time: day | midnight('DMY')", 'time: day | midnite')
      .replace('pnl_code: word', 'pnl_cod: word');
    expect(() => readDeclaration(broken, 'bazaar.yml')).toThrow(
      /orders\.to: there is no contract «trade\.ordr» \(Did you mean trade\.order.*settlements\.time: there is no converter «midnite».*settlements\.fields\.pnl_cod: the contract has no field.*settlements\.fields\.pnl_code: the contract wants/s,
    );
    expect(() => readDeclaration('source: [', 'x.yml')).toThrow(/line 1/);
    expect(() => readDeclaration('source: x\nobjects: {}\ncolour: red', 'x.yml')).toThrow(/colour/);
  });
});

describe('a declaration with a mistake', () => {
  const declared = (webhook: string, when = 'when: x') =>
    `source: bazaar\nwebhook: ${webhook}\nobjects: { a: { ${when}, ignored: nothing } }`;

  it.each([
    [declared('{ encoding: hex }'), /^webhook.signature: /m],
    [declared('{ signature: x, encoding: octal }'), /^webhook.encoding: /m],
    [declared('{ scheme: paypul }'), /^webhook.scheme: /m],
    [declared('{ signature: x }', 'whence: x'), /^objects.a: Unrecognized key: "whence"/m],
  ])('is told with its place (%#)', (text, place) => {
    expect(() => readDeclaration(text, 'bazaar.yml')).toThrow(place);
  });
});
