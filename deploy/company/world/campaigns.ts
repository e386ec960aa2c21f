import { weekday } from '../days.ts';
import { Random, uniform } from '../random.ts';
import type { Offer } from './assortment.ts';
import type { FxRates } from './fx.ts';
import type { Shop } from './shops.ts';

/** An advertising campaign and the truth about it, which no report tells. */
export type Campaign = {
  index: number;
  id: string;
  name: string;
  platform: string;
  shop: Shop;
  /** Planned spend a day, major units of the shop's currency. */
  budget: number;
  /** Share of yesterday's effect that is still felt today. */
  decay: number;
  /** Adstock at which half of the greatest lift is reached, in budgets. */
  halfSaturation: number;
  /** Exponent of the Hill curve. */
  shape: number;
  /** Greatest lift of the shop's demand, as a share of it. */
  maxLift: number;
  clickPrice: number;
  clickRate: number;
};

export function createCampaigns(
  seed: number,
  shops: readonly Shop[],
  byShop: readonly Offer[][],
  fx: FxRates,
  firstDay: number,
): Campaign[] {
  const campaigns: Campaign[] = [];
  for (const shop of shops) {
    const dailySales = byShop[shop.index]!.reduce((sum, { base, price }) => sum + base * price, 0);
    for (const platform of shop.traits.adPlatforms) {
      const random = new Random(seed, 'campaign', shop.id, platform);
      const share = (0.035 + 0.05 * random.next()) / shop.traits.adPlatforms.length;
      campaigns.push({
        index: campaigns.length,
        id: `${platform}-${shop.id}-1`,
        name: `${shop.id} always on`,
        platform,
        shop,
        budget: (dailySales * share) / 10 ** shop.digits,
        decay:
          platform === 'meta_ads' || platform === 'tiktok_ads'
            ? 0.55 + 0.2 * random.next()
            : 0.25 + 0.25 * random.next(),
        halfSaturation: 0.7 + 1.1 * random.next(),
        shape: 1 + 0.6 * random.next(),
        maxLift: (0.25 + 0.4 * random.next()) / shop.traits.adPlatforms.length,
        clickPrice: fx.fromUsd(0.35 + 0.5 * random.next(), shop.currency, firstDay),
        clickRate: 0.006 + 0.012 * random.next(),
      });
    }
  }
  return campaigns;
}

const levels = [0.35, 0.65, 1, 1, 1.35, 1.9];

/** Spend of a campaign on a day in minor units: budget levels change every three weeks, some weeks are dark. */
export function spendOn(seed: number, campaign: Campaign, day: number): number {
  const { index, budget, shop } = campaign;
  if (uniform(seed, 11, index, Math.floor(day / 7)) < 0.06) return 0;
  const level =
    levels[Math.floor(uniform(seed, 12, index, Math.floor((day + index * 5) / 21)) * levels.length)]!;
  const week = weekday(day) >= 5 ? 1.12 : 0.95;
  const noise = 0.85 + 0.3 * uniform(seed, 13, index, day);
  return Math.round(budget * level * week * noise * 10 ** shop.digits);
}

/** The lift an adstock (in minor units) gives, as a share of demand. */
export function liftOf(campaign: Campaign, adstock: number): number {
  const half =
    (campaign.halfSaturation * campaign.budget * 10 ** campaign.shop.digits) / (1 - campaign.decay);
  const ratio = (adstock / half) ** campaign.shape;
  return (campaign.maxLift * ratio) / (1 + ratio);
}
