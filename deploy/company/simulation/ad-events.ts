import { adPerformance, outgoing } from '#ingestion';
import { isoDay, isoInstant, midnight } from '../days.ts';
import { money } from '../money.ts';
import { uniform } from '../random.ts';
import { type Campaign, liftOf } from '../world/campaigns.ts';
import type { World } from '../world/world.ts';
import type { Emit } from './item.ts';
import { isOvertaken, type Plan } from './plan.ts';

/** Local hours at which a platform reports, and the share of the day's spend it has seen by then. */
const reports = [
  [6, 0.1],
  [10, 0.27],
  [14, 0.48],
  [18, 0.7],
  [22, 0.94],
  [27, 1],
] as const;

/** What a platform reports of a campaign's day: several times while it runs, finally in the night after. */
export function emitAds(
  world: World,
  plan: Plan,
  campaign: Campaign,
  day: number,
  spend: number,
  adstock: number,
  emit: Emit,
): void {
  const { shop, index } = campaign;
  const start = midnight(shop.zone, day);
  const at = (report: number) => start + reports[report]![0] * 3_600_000 + index * 7_000;
  let known = 0;
  for (const [number, [, part]] of reports.entries()) {
    const so_far = Math.round(spend * part);
    const entries = [
      { day, shop: shop.id, account: 'C300', currency: shop.currency, amount: known - so_far },
    ];
    known = so_far;
    const last = number === reports.length - 1;
    const overtaken = !last && isOvertaken(plan, at(number), at(number + 1));
    const event = () => report(world, campaign, day, at(number), so_far, part, adstock, last);
    emit({ at: at(number), tie: 20_000 + index * 8 + number, entries, ...(overtaken ? {} : { event }) });
  }
}

function report(
  world: World,
  campaign: Campaign,
  day: number,
  at: number,
  spend: number,
  part: number,
  adstock: number,
  isFinal: boolean,
) {
  const { shop, platform, index } = campaign;
  const { seed } = world.settings;
  const clicks = Math.round(
    spend / 10 ** shop.digits / campaign.clickPrice / (0.9 + 0.2 * uniform(seed, 61, index, day)),
  );
  const impressions = Math.round(clicks / campaign.clickRate);
  const offers = world.byShop[shop.index]!;
  const usual = offers.reduce((sum, { base, price }) => sum + base * price, 0);
  const units = offers.reduce((sum, { base }) => sum + base, 0);
  // Platforms claim more than they cause: the true lift, and a share of what would have been sold anyway.
  const claim =
    part * (liftOf(campaign, adstock) + (spend > 0 ? 0.05 : 0)) * (0.9 + 0.3 * uniform(seed, 62, index, day));
  return outgoing(adPerformance, {
    source: platform,
    time: isoInstant(at),
    version: at,
    channel: shop.channel,
    shop: shop.id,
    body: {
      row_key: `${platform}:${shop.id}:${campaign.id}:${isoDay(day)}`,
      platform,
      account_id: shop.id,
      campaign_id: campaign.id,
      campaign_name: campaign.name,
      marketplace: shop.marketplace,
      date: isoDay(day),
      impressions,
      clicks,
      spend: money(spend, shop.currency),
      orders: Math.round((units * claim) / 1.2),
      units: Math.round(units * claim),
      sales: money(Math.round(usual * claim), shop.currency),
      attribution: '7d',
      is_final: isFinal,
    },
  });
}
