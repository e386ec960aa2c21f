import BigConstructor from 'big.js';
import { EntrepotError } from '#errors';

/** Exact decimal arithmetic. Strict: numbers and lossy conversions are refused, rounding is half to even. */
const Exact = BigConstructor();
Exact.strict = true;
Exact.RM = Exact.roundHalfEven;
Exact.DP = 38;
Exact.NE = -40;
Exact.PE = 80;

export type Decimal = BigConstructor.Big;

/** A decimal from its text, e.g. `-12.30`. */
export function decimal(text: string): Decimal {
  try {
    return new Exact(text);
  } catch (cause) {
    throw new EntrepotError('VALUE_INVALID', `«${text}» is not a decimal number.`, {
      asked: text,
      fix: 'Write digits with an optional sign and point, e.g. -12.30.',
      cause,
    });
  }
}

export const zero: Decimal = decimal('0');

/** Currencies whose minor unit is not a hundredth (ISO 4217). */
const minorDigits: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};

/** Digits after the point of a currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorUnitDigits(currency: string): number {
  return minorDigits[currency] ?? 2;
}

/** The amount rounded half-even to the currency's minor unit, as text with exactly that many digits. */
export function toMinorUnit(amount: Decimal, currency: string): string {
  return amount.toFixed(minorUnitDigits(currency));
}

/** An amount given in minor units (cents, sen, fils) as major-unit text: 1234 USD cents is `12.34`. */
export function fromMinorUnits(units: bigint, currency: string): string {
  const digits = minorUnitDigits(currency);
  const sign = units < 0n ? '-' : '';
  const all = (units < 0n ? -units : units).toString().padStart(digits + 1, '0');
  return digits === 0 ? sign + all : `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}`;
}
