import { decimal } from '#warehouse';
import { fromMinor, type Money } from '../payload/money.ts';

/** Currencies that Stripe counts otherwise than ISO 4217 does: digits after the point of the unit it writes. */
const digits: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };

/** Money from Stripe's whole number of the smallest unit. */
export function moneyOf(units: string, currency: string): Money {
  const code = currency.toUpperCase();
  const own = digits[code];
  if (own === undefined) return fromMinor(units, code);
  return { amount: decimal(units).div(decimal('10').pow(own)).toFixed(own), currency: code };
}
