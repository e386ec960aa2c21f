import { Random } from '../random.ts';
import type { Supplier } from './suppliers.ts';

/** How a category sells through the year: the share of a year at which it peaks, and how much above its mean. */
export type Category = {
  name: string;
  department: string;
  items: readonly string[];
  priceUsd: readonly [low: number, high: number];
  weightKg: readonly [low: number, high: number];
  peak: number;
  swing: number;
  returns: number;
  hsCode: string;
};

const category = (
  department: string,
  name: string,
  items: readonly string[],
  priceUsd: readonly [number, number],
  weightKg: readonly [number, number],
  peak: number,
  swing: number,
  returns: number,
  hsCode: string,
): Category => ({ department, name, items, priceUsd, weightKg, peak, swing, returns, hsCode });

export const categories: readonly Category[] = [
  category(
    'Electronics',
    'Audio',
    ['Wireless Earbuds', 'Bluetooth Speaker', 'Headphones'],
    [19, 129],
    [0.15, 1.2],
    0.94,
    0.35,
    1.2,
    '851830',
  ),
  category(
    'Electronics',
    'Power',
    ['Power Bank', 'GaN Charger', 'USB-C Cable'],
    [9, 69],
    [0.1, 0.6],
    0.9,
    0.15,
    0.7,
    '850440',
  ),
  category(
    'Home',
    'Kitchen',
    ['Air Fryer', 'Electric Kettle', 'Hand Blender', 'Knife Set'],
    [18, 139],
    [0.6, 5.5],
    0.93,
    0.25,
    0.9,
    '850980',
  ),
  category(
    'Home',
    'Lighting',
    ['LED Strip', 'Desk Lamp', 'Solar Lantern'],
    [11, 59],
    [0.2, 1.8],
    0.9,
    0.3,
    0.8,
    '940520',
  ),
  category(
    'Home',
    'Storage',
    ['Drawer Organiser', 'Vacuum Bags', 'Shoe Rack'],
    [12, 49],
    [0.4, 4],
    0.04,
    0.2,
    0.6,
    '392410',
  ),
  category(
    'Garden',
    'Outdoor',
    ['Folding Chair', 'Garden Hose', 'Camping Lantern', 'Hammock'],
    [16, 95],
    [0.8, 6],
    0.45,
    0.55,
    0.8,
    '940179',
  ),
  category(
    'Sports',
    'Fitness',
    ['Yoga Mat', 'Resistance Bands', 'Foam Roller'],
    [12, 55],
    [0.3, 3],
    0.03,
    0.35,
    0.7,
    '950691',
  ),
  category(
    'Fashion',
    'Bags',
    ['Travel Backpack', 'Sling Bag', 'Packing Cubes'],
    [17, 79],
    [0.3, 1.4],
    0.6,
    0.25,
    1.3,
    '420292',
  ),
  category(
    'Fashion',
    'Apparel',
    ['Rain Jacket', 'Thermal Set', 'Running Shorts'],
    [14, 69],
    [0.2, 0.9],
    0.88,
    0.3,
    2.4,
    '611030',
  ),
  category(
    'Beauty',
    'Care',
    ['Hair Dryer', 'Facial Brush', 'Nail Kit'],
    [13, 75],
    [0.2, 1.1],
    0.93,
    0.2,
    1,
    '851631',
  ),
  category(
    'Toys',
    'Games',
    ['Building Blocks', 'Puzzle', 'RC Car'],
    [11, 65],
    [0.3, 1.9],
    0.95,
    0.75,
    0.8,
    '950300',
  ),
  category(
    'Pets',
    'Pet Supplies',
    ['Pet Bed', 'Water Fountain', 'Dog Harness'],
    [13, 69],
    [0.3, 2.6],
    0.85,
    0.12,
    0.7,
    '420100',
  ),
];

const brands = ['Nordlys', 'Kaiyo', 'Lumora', 'Vento', 'Casaluna', 'Trailbird'];
const colours = ['Black', 'White', 'Blue', 'Green', 'Grey', 'Rose'];
const styles = ['Pro', 'Lite', 'Mini', 'Max', 'Eco', 'Plus', 'Classic', 'Go'];

export type Sku = {
  index: number;
  sku: string;
  parent: string;
  title: string;
  brand: string;
  category: Category;
  supplier: Supplier;
  priceUsd: number;
  /** Standard purchase price in USD. */
  costUsd: number;
  weightKg: number;
  sizeCm: readonly [number, number, number];
  /** Relative size of its demand; heavy-tailed. */
  popularity: number;
  /** Growth of its demand a year, as a factor. */
  growth: number;
  launchDay: number;
  /** Day from which it is being phased out, if ever. */
  phaseOutDay: number | undefined;
};

/** The range: families of one to four variants; the first SKUs sell most. */
export function createCatalogue(
  seed: number,
  count: number,
  suppliers: readonly Supplier[],
  firstDay: number,
): Sku[] {
  const skus: Sku[] = [];
  for (let family = 1; skus.length < count; family++) {
    const random = new Random(seed, 'family', family);
    const of = random.pick(categories);
    const [low, high] = of.priceUsd;
    const priceUsd = Math.round(low * (high / low) ** random.next()) + 0.99;
    const [light, heavy] = of.weightKg;
    const shared = {
      parent: `P-${String(family).padStart(5, '0')}`,
      brand: random.pick(brands),
      category: of,
      supplier: random.pick(suppliers),
      priceUsd,
      costUsd: Number((priceUsd * (0.19 + 0.13 * random.next())).toFixed(2)),
      weightKg: Number((light * (heavy / light) ** random.next()).toFixed(3)),
      growth: 1.12 + 0.18 * random.normal(),
      launchDay: random.chance(0.72) ? firstDay - random.between(30, 900) : firstDay + random.between(0, 640),
    };
    const title = `${shared.brand} ${random.pick(of.items)} ${random.pick(styles)}`;
    const phaseOutDay = random.chance(0.08) ? shared.launchDay + random.between(500, 1_400) : undefined;
    for (let variant = random.between(1, 4); variant > 0 && skus.length < count; variant--) {
      const index = skus.length;
      const code = of.department.slice(0, 2).toUpperCase();
      skus.push({
        ...shared,
        index,
        sku: `${code}${String(index + 1).padStart(5, '0')}`,
        title: `${title}, ${random.pick(colours)}`,
        sizeCm: [random.between(8, 60), random.between(6, 40), random.between(2, 30)],
        popularity: (0.35 + random.exponential(1)) / (index + 12) ** 0.72,
        phaseOutDay,
      });
    }
  }
  return skus;
}
