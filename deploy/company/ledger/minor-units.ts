/** Whole minor units and their decimal text; the ledger's own, so that it shares no arithmetic with what it checks. */
export const minorUnits = {
  toText(amount: bigint, digits: number): string {
    if (digits === 0) return amount.toString();
    const text = (amount < 0n ? -amount : amount).toString().padStart(digits + 1, '0');
    return `${amount < 0n ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`;
  },
  fromText(text: string, digits: number): bigint {
    const [whole, fraction = ''] = text.split('.') as [string, string?];
    return BigInt(whole + fraction.padEnd(digits, '0'));
  },
};
