import { dayLength } from '../days.ts';
import { Random } from '../random.ts';

/** Units for one euro around which each currency wanders, and its daily volatility. */
const anchors: Readonly<Record<string, readonly [level: number, volatility: number]>> = {
  USD: [1.09, 0.0045],
  GBP: [0.855, 0.0036],
  JPY: [162, 0.0055],
  CNY: [7.82, 0.0038],
  HKD: [8.5, 0.0045],
  CAD: [1.48, 0.0042],
  MXN: [19.6, 0.0075],
  BRL: [5.75, 0.008],
  PLN: [4.29, 0.0035],
  AUD: [1.66, 0.0048],
  SGD: [1.455, 0.003],
  MYR: [4.9, 0.0042],
  THB: [38.4, 0.0042],
  CLP: [1_010, 0.0078],
};

export type FxRates = {
  /** Every currency but the euro. */
  currencies: readonly string[];
  /** Units of the currency for one euro on a day, as published: six significant digits. */
  perEuro(currency: string, day: number): number;
  /** The year's planning rate, fixed on its first day. */
  budget(currency: string, year: number): number;
  /** An amount of US dollars in another currency on a day. */
  fromUsd(usd: number, currency: string, day: number): number;
};

/** Mean-reverting random walks of the logarithm, one per currency, from the first day on. */
export function createFx(seed: number, firstDay: number): FxRates {
  const walks = new Map<string, { random: Random; level: number; rates: number[] }>();
  for (const currency of Object.keys(anchors)) {
    walks.set(currency, { random: new Random(seed, 'fx', currency), level: 0, rates: [] });
  }
  const perEuro = (currency: string, day: number): number => {
    if (currency === 'EUR') return 1;
    const [anchor, volatility] = anchors[currency]!;
    const walk = walks.get(currency)!;
    const index = Math.max(0, day - firstDay);
    while (walk.rates.length <= index) {
      walk.level = walk.level * 0.992 + volatility * walk.random.normal();
      walk.rates.push(Number((anchor * Math.exp(walk.level)).toPrecision(6)));
    }
    return walk.rates[index]!;
  };
  return {
    currencies: Object.keys(anchors),
    perEuro,
    budget: (currency, year) =>
      Number((perEuro(currency, Math.floor(Date.UTC(year, 0, 1) / dayLength)) * 1.01).toPrecision(4)),
    fromUsd: (usd, currency, day) => (usd / perEuro('USD', day)) * perEuro(currency, day),
  };
}
