import { Random } from '../random.ts';

export type Supplier = {
  index: number;
  id: string;
  name: string;
  country: string;
  currency: string;
  terms: string;
  /** Days it promises, and how it keeps to them. */
  leadDays: number;
  /** Mean and spread of days beyond the promise. */
  lateMean: number;
  lateSpread: number;
  /** True share of bad units. */
  defectRate: number;
  /** Price beyond standard cost, as a share of it. */
  priceDrift: number;
  /** Hours until it acknowledges an order. */
  ackHours: number;
  moq: number;
  status: 'active' | 'probation' | 'blocked';
};

const places = [
  ['CN', 'CNY', ['Shenzhen', 'Dongguan', 'Yiwu', 'Ningbo', 'Guangzhou', 'Xiamen', 'Foshan', 'Suzhou'], 68],
  ['VN', 'USD', ['Hanoi', 'Binh Duong'], 10],
  ['IN', 'USD', ['Noida', 'Surat'], 8],
  ['TR', 'EUR', ['Izmir'], 6],
  ['MX', 'MXN', ['Monterrey'], 8],
] as const;
const trades = [
  'Electronics',
  'Home Products',
  'Plastics',
  'Textiles',
  'Lighting',
  'Hardware',
  'Industrial',
  'Crafts',
];
const names = [
  'Hengda',
  'Jinlong',
  'Ruixing',
  'Bright',
  'Golden Bridge',
  'Orient',
  'Sunway',
  'Delta',
  'Lotus',
  'Harbour',
];

/** Suppliers of every kind: most are good, some late, some careless, a few both. */
export function createSuppliers(seed: number, count: number): Supplier[] {
  const random = new Random(seed, 'suppliers');
  return Array.from({ length: count }, (_, index) => {
    const [country, currency, cities] = random.weighted(places.map((place) => [place, place[3]] as const));
    const careless = random.chance(0.18);
    const late = random.chance(0.22);
    return {
      index,
      id: `SUP-${String(index + 1).padStart(4, '0')}`,
      name: `${random.pick(cities)} ${random.pick(names)} ${random.pick(trades)} Co., Ltd.`,
      country,
      currency,
      terms: random.pick(['NET30', 'NET60', '30/70 T/T']),
      leadDays: random.between(12, 34) + (country === 'CN' ? 0 : 6),
      lateMean: late ? 3 + random.next() * 7 : -1 + random.next() * 1.5,
      lateSpread: late ? 4 : 1.5,
      defectRate: careless ? 0.015 + random.next() * 0.05 : 0.0005 + random.next() * 0.004,
      priceDrift: -0.02 + random.next() * 0.07,
      ackHours: late ? 30 + random.next() * 60 : 4 + random.next() * 30,
      moq: random.pick([50, 100, 200, 500]),
      status: careless && late ? 'probation' : 'active',
    };
  });
}
