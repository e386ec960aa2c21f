/** One kind of deduction in a channel's settlement: its own name, our line, and how it is computed. */
export type Fee = { name: string; code: string; rate?: number; perUnitUsd?: number };

export type ChannelTraits = {
  /** Relative size among shops of one marketplace. */
  weight: number;
  /** Source system in the event envelope. */
  source: string;
  /** Whether the channel tells who bought. */
  buyerVisible: boolean;
  returnRate: number;
  cancelRate: number;
  fees: readonly Fee[];
  /** Advertising platforms that can send buyers here. */
  adPlatforms: readonly string[];
  /** Monthly fee in USD. */
  subscriptionUsd: number;
  gateway?: string;
};

const commission = (name: string, rate: number): Fee => ({ name, code: 'C200', rate });
const payment = (name: string, rate: number): Fee => ({ name, code: 'C260', rate });

const traits = (
  weight: number,
  source: string,
  buyerVisible: boolean,
  rates: readonly [returns: number, cancels: number],
  fees: readonly Fee[],
  adPlatforms: readonly string[],
  subscriptionUsd = 0,
  gateway?: string,
): ChannelTraits => ({
  weight,
  source,
  buyerVisible,
  returnRate: rates[0],
  cancelRate: rates[1],
  fees,
  adPlatforms,
  subscriptionUsd,
  ...(gateway ? { gateway } : {}),
});

/** The channels' own fee names, as they stand in their settlement reports. */
export const channels: Readonly<Record<string, ChannelTraits>> = {
  amazon: traits(
    10,
    'amazon_sp',
    false,
    [0.07, 0.022],
    [commission('Commission', 0.15), { name: 'FBAPerUnitFulfillmentFee', code: 'C220', perUnitUsd: 3.4 }],
    ['amazon_ads'],
    39.99,
  ),
  ebay: traits(
    2.6,
    'ebay',
    true,
    [0.05, 0.03],
    [commission('FINAL_VALUE_FEE', 0.129)],
    ['ebay_promoted'],
    21.95,
  ),
  shopify: traits(
    4.2,
    'shopify',
    true,
    [0.06, 0.018],
    [payment('charge.fee', 0.029)],
    ['meta_ads', 'google_ads'],
    105,
    'shopify_payments',
  ),
  mercado_libre: traits(
    4.6,
    'mercado_libre',
    true,
    [0.06, 0.035],
    [commission('sale_fee', 0.14), { name: 'CXD', code: 'C220', perUnitUsd: 1.9 }],
    ['meli_ads'],
  ),
  shopee: traits(
    3.4,
    'shopee',
    true,
    [0.04, 0.045],
    [
      commission('commission_fee', 0.08),
      commission('service_fee', 0.03),
      payment('seller_transaction_fee', 0.02),
    ],
    ['shopee_ads'],
  ),
  tiktok_shop: traits(
    3.1,
    'tiktok_shop',
    true,
    [0.06, 0.05],
    [
      commission('platform_commission', 0.06),
      payment('payment_fee', 0.02),
      { name: 'affiliate_commission', code: 'C310', rate: 0.04 },
    ],
    ['tiktok_ads'],
  ),
  walmart: traits(3.3, 'walmart', false, [0.055, 0.02], [commission('netComm', 0.15)], ['walmart_connect']),
  woocommerce: traits(
    1.9,
    'woocommerce',
    true,
    [0.05, 0.02],
    [payment('stripe_fee', 0.025)],
    ['google_ads'],
    0,
    'stripe',
  ),
  tiendanube: traits(
    1.3,
    'tiendanube',
    true,
    [0.04, 0.03],
    [payment('mercadopago_fee', 0.0499)],
    ['meta_ads'],
    24,
    'mercadopago',
  ),
  aliexpress: traits(1.6, 'aliexpress', true, [0.04, 0.04], [commission('commission', 0.08)], []),
  temu: traits(4.4, 'temu', false, [0.06, 0.03], [commission('platform_service_fee', 0.05)], []),
  shein: traits(2.7, 'shein', false, [0.08, 0.03], [commission('commission', 0.1)], []),
  falabella: traits(1.2, 'falabella', true, [0.05, 0.03], [commission('Comisión', 0.16)], []),
};
