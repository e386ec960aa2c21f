import { minorUnitDigits } from '#warehouse';

/** Within the simulator money is a whole number of minor units (cents, yen) of a currency; always safe integers. */
export type Money = { amount: string; currency: string };

/** Minor units as the contract's money: 1234 USD is 12.34. */
export function money(minor: number, currency: string): Money {
  return { amount: minorText(minor, minorUnitDigits(currency)), currency };
}

export function minorText(minor: number, digits: number): string {
  if (digits === 0) return String(minor);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  return `${minor < 0 ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** A share of an amount, rounded to the nearest minor unit. */
export function share(minor: number, part: number): number {
  return Math.round(minor * part);
}

/** Major units rounded to minor ones. */
export function toMinor(major: number, currency: string): number {
  return Math.round(major * 10 ** minorUnitDigits(currency));
}
