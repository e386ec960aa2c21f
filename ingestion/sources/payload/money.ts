import { decimal, fromMinorUnits, zero } from '#warehouse';

export type Money = { amount: string; currency: string };

const scaleOf = (text: string) => text.length - (text.indexOf('.') + 1 || text.length);

/** The sum, with as many decimals as the most exact summand; `0` of nothing. */
export function sum(amounts: readonly string[]): string {
  if (amounts.length === 1) return amounts[0]!;
  const scale = Math.max(0, ...amounts.map(scaleOf));
  return amounts.reduce((total, each) => total.plus(decimal(each)), zero).toFixed(scale);
}

/** Money from a whole number of the currency's minor unit: `1999` and `usd` are 19.99 USD, `1999` and `JPY` are 1999. */
export function fromMinor(units: string, currency: string): Money {
  const code = currency.toUpperCase();
  return { amount: fromMinorUnits(BigInt(units), code), currency: code };
}

/** An amount from millionths of the major unit. */
export function fromMicros(micros: string): string {
  return decimal(micros).div(decimal('1000000')).toFixed();
}

/** The amount with its sign turned; zero stays unsigned. */
export function negated(amount: string): string {
  if (decimal(amount).eq(zero)) return amount.replace('-', '');
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

export function minus(amount: string, other: string): string {
  return sum([amount, negated(other)]);
}

/** The amount without its sign. */
export function magnitude(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : amount;
}

export function isZero(amount: string): boolean {
  return decimal(amount).eq(zero);
}

/** A total spread over a quantity: exact where it divides, else half-even to six decimals. */
export function perUnit(total: string, quantity: string): string {
  const units = decimal(quantity);
  if (units.eq(zero)) return total;
  const exact = decimal(total).div(units).round(6);
  return exact.toFixed(Math.max(scaleOf(total), scaleOf(exact.toFixed())));
}
