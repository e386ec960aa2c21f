import { decimal } from '#warehouse';

/** Metric values of imperial ones, exact to six decimals (international avoirdupois and inch, 1959). */
const inMetric = {
  oz: '0.028349523125',
  lb: '0.45359237',
  g: '0.001',
  kg: '1',
  in: '2.54',
  cm: '1',
  mm: '0.1',
};

export type Unit = keyof typeof inMetric;

/** A weight in kilograms or a length in centimetres. */
export function metric(value: string, unit: Unit): string {
  return decimal(value).times(decimal(inMetric[unit])).round(6).toFixed();
}
