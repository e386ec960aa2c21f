const scale = 6;
const one = 10n ** BigInt(scale);

/** A decimal text as whole millionths; exact, and refused beyond six digits after the point. */
export function millionths(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text);
  if (!match) throw new RangeError(`«${text}» is not a decimal with at most six digits after the point.`);
  const units = BigInt(match[2]! + (match[3] ?? '').padEnd(scale, '0'));
  return match[1] ? -units : units;
}

/** Whole millionths as decimal text with at least two digits after the point. */
export function decimalText(value: bigint): string {
  const absolute = value < 0n ? -value : value;
  const fraction = (absolute % one)
    .toString()
    .padStart(scale, '0')
    .replace(/0{1,4}$/, '');
  return `${value < 0n ? '-' : ''}${absolute / one}.${fraction}`;
}

/** A product of a whole quantity and a price, in millionths. */
export function times(quantity: string, price: string): bigint {
  return BigInt(quantity) * millionths(price);
}
