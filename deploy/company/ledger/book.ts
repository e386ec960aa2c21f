import { minorUnitDigits } from '#warehouse';
import { isoDay } from '../days.ts';
import type { LedgerEntry } from '../simulation/item.ts';
import { minorUnits } from './minor-units.ts';

/** One figure of the ledger: what an account of a shop moved by on a day. */
export type LedgerRow = { day: string; shop_id: string; account: string; currency: string; amount: string };

/** The company's own books: exact sums of whole minor units, kept without any code of the platform. */
export class Book {
  private readonly days = new Map<number, Map<string, bigint>>();

  record(entries: readonly LedgerEntry[]): void {
    for (const { day, shop, account, currency, amount } of entries) {
      if (amount === 0) continue;
      let figures = this.days.get(day);
      if (!figures) {
        figures = new Map();
        this.days.set(day, figures);
      }
      const key = `${shop}|${account}|${currency}`;
      figures.set(key, (figures.get(key) ?? 0n) + BigInt(amount));
    }
  }

  /** Takes out the days before `day`, oldest first. */
  closeBefore(day: number): { day: number; rows: LedgerRow[] }[] {
    const closed = [...this.days.keys()].filter((each) => each < day).sort((a, b) => a - b);
    return closed.map((each) => {
      const rows = this.rowsOf(each);
      this.days.delete(each);
      return { day: each, rows };
    });
  }

  /** Every day still open. */
  rows(): LedgerRow[] {
    return [...this.days.keys()].sort((a, b) => a - b).flatMap((day) => this.rowsOf(day));
  }

  private rowsOf(day: number): LedgerRow[] {
    const figures = [...(this.days.get(day) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    return figures.map(([key, amount]) => {
      const [shop_id, account, currency] = key.split('|') as [string, string, string];
      return { day: isoDay(day), shop_id, account, currency, amount: majorText(amount, currency) };
    });
  }
}

function majorText(amount: bigint, currency: string): string {
  const digits = currency === '' ? 0 : minorUnitDigits(currency);
  return minorUnits.toText(amount, digits);
}
