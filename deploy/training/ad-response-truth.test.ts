import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ModelThread, openModel, openRegistry } from '#forecasting';
import { liftOf, spendOn } from '../company/world/campaigns.ts';
import { createWorld } from '../company/world/world.ts';
import { registryDir } from '../platform/folders.ts';
import { shippedCompany, shippedWorld } from './simulated-sources.ts';

/** The company that the shipped model has learnt from, and what its advertising truly does. */
const world = createWorld(shippedWorld);
const days = 730;

type Truth = { weight: number; lift: number };

/** By platform: the lift at a height of steady spend, campaigns weighing what their shops sell, and that weight. */
function trueLift(ratio: number): Map<string, Truth> {
  const sums = new Map<string, Truth>();
  for (const campaign of world.campaigns) {
    const spends = Array.from({ length: days }, (_, day) =>
      spendOn(shippedCompany.seed, campaign, shippedWorld.firstDay + day),
    );
    const usual = spends.reduce((sum, spend) => sum + spend, 0) / days;
    const lift = liftOf(campaign, (ratio * usual) / (1 - campaign.decay));
    const weight = world.byShop[campaign.shop.index]!.reduce((sum, { base }) => sum + base, 0);
    const before = sums.get(campaign.platform) ?? { weight: 0, lift: 0 };
    sums.set(campaign.platform, { weight: before.weight + weight, lift: before.lift + weight * lift });
  }
  return new Map(
    [...sums].map(([platform, { weight, lift }]) => [platform, { weight, lift: lift / weight }]),
  );
}

describe('the shipped advertising response', () => {
  let thread: ModelThread;
  beforeAll(async () => {
    thread = await openModel(await openRegistry(registryDir).champion('ad_response'));
  });
  afterAll(() => thread.close());

  const learnt = async (ratio: number) => {
    const [platform] = thread.version.signature.features;
    const categories = platform?.dtype === 'category' ? platform.categories : [];
    const features = Float32Array.from(categories.flatMap((_, at) => [at, ratio]));
    const lifts = await thread.score(features, categories.length);
    return categories.map((name, at) => ({
      name,
      mean: lifts[3 * at]!,
      p10: lifts[3 * at + 1]!,
      p90: lifts[3 * at + 2]!,
    }));
  };

  it('knows every platform the company uses', async () => {
    expect((await learnt(1)).map(({ name }) => name)).toEqual([...trueLift(1).keys()].sort());
  });

  it('finds the lift at usual spend: nearly, by the median platform, and within its own doubt twice over', async () => {
    const truth = trueLift(1);
    const errors: number[] = [];
    for (const { name, mean, p10, p90 } of await learnt(1)) {
      const real = truth.get(name)!.lift;
      errors.push(Math.abs(mean / real - 1));
      expect(Math.abs(mean - real), name).toBeLessThan(Math.max(0.2 * real, p90 - p10));
    }
    expect(errors.sort((a, b) => a - b)[Math.floor(errors.length / 2)]).toBeLessThan(0.15);
  });

  // True curves of some campaigns begin S-shaped; one that rises ever less must overstate small budgets there.
  it.each([
    [0.5, 0.35],
    [1, 0.2],
    [2, 0.2],
  ])('finds what %f times the usual spend brings altogether, within %f', async (ratio, within) => {
    const truth = trueLift(ratio);
    let real = 0;
    let found = 0;
    for (const { name, mean } of await learnt(ratio)) {
      const { weight, lift } = truth.get(name)!;
      real += weight * lift;
      found += weight * mean;
    }
    expect(Math.abs(found / real - 1)).toBeLessThan(within);
  });
});
