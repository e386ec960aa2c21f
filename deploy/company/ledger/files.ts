import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { minorUnitDigits } from '#warehouse';
import { dayOf, isoDay } from '../days.ts';
import type { LedgerEntry } from '../simulation/item.ts';
import type { World } from '../world/world.ts';
import type { LedgerRow } from './book.ts';
import { minorUnits } from './minor-units.ts';

const header = 'day,shop_id,account,currency,amount';

/** Days that may still change, and the instant up to which everything is in them. */
export type OpenBook = { cursor: number; rows: LedgerRow[] };

export type LedgerFiles = {
  /** Writes a day that will not change any more; writing it again changes nothing. */
  writeDay(day: number, rows: readonly LedgerRow[]): Promise<void>;
  writeOpen(open: OpenBook): Promise<void>;
  readOpen(): Promise<OpenBook | undefined>;
  /** The truth about advertising: what no event tells. */
  writeTruth(world: World): Promise<void>;
};

/** The ledger as files: `YYYY-MM/YYYY-MM-DD.csv` for closed days, `open.json` for the others. */
export function ledgerFiles(folder: string): LedgerFiles {
  return {
    async writeDay(day, rows) {
      const month = join(folder, isoDay(day).slice(0, 7));
      await mkdir(month, { recursive: true });
      const lines = rows.map(
        (row) => `${row.day},${row.shop_id},${row.account},${row.currency},${row.amount}`,
      );
      await replace(join(month, `${isoDay(day)}.csv`), `${[header, ...lines].join('\n')}\n`);
    },
    async writeOpen(open) {
      await mkdir(folder, { recursive: true });
      await replace(join(folder, 'open.json'), JSON.stringify(open));
    },
    async readOpen() {
      const text = await readFile(join(folder, 'open.json'), 'utf8').catch(absent);
      return text === undefined ? undefined : (JSON.parse(text) as OpenBook);
    },
    async writeTruth({ campaigns }) {
      await mkdir(folder, { recursive: true });
      const truth = {
        formula:
          'adstock(t) = spend(t) + decay * adstock(t-1); half = halfSaturation * budget / (1 - decay); ' +
          'demand of the shop is multiplied by 1 + sum over campaigns of maxLift * x / (1 + x), x = (adstock / half) ^ shape',
        campaigns: campaigns.map(({ id, platform, shop, budget, decay, halfSaturation, shape, maxLift }) => ({
          id,
          platform,
          shop: shop.id,
          currency: shop.currency,
          budget,
          decay,
          halfSaturation,
          shape,
          maxLift,
        })),
      };
      await replace(join(folder, 'ad-response.json'), JSON.stringify(truth, null, 1));
    },
  };
}

/** Every row of a ledger: closed days first, then the open ones. */
export async function readLedger(folder: string): Promise<{ cursor: number; rows: LedgerRow[] }> {
  const open = await ledgerFiles(folder).readOpen();
  const firstOpen = open?.rows.map((row) => row.day).sort()[0] ?? '9999';
  const rows: LedgerRow[] = [];
  for (const month of (await readdir(folder)).filter((name) => /^\d{4}-\d{2}$/.test(name)).sort()) {
    for (const file of (await readdir(join(folder, month))).sort()) {
      // A day closed after the open book was written stands in both until that is written again.
      if (file.slice(0, 10) >= firstOpen) continue;
      const [, ...lines] = (await readFile(join(folder, month, file), 'utf8')).trimEnd().split('\n');
      for (const line of lines) {
        const [day, shop_id, account, currency, amount] = line.split(',') as [
          string,
          string,
          string,
          string,
          string,
        ];
        rows.push({ day, shop_id, account, currency, amount });
      }
    }
  }
  return { cursor: open?.cursor ?? 0, rows: [...rows, ...(open?.rows ?? [])] };
}

/** Rows as entries, to go on with a book that was put down. */
export function entriesOf(rows: readonly LedgerRow[]): LedgerEntry[] {
  return rows.map(({ day, shop_id, account, currency, amount }) => ({
    day: dayOf(day),
    shop: shop_id,
    account,
    currency,
    amount: Number(minorUnits.fromText(amount, currency === '' ? 0 : minorUnitDigits(currency))),
  }));
}

async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}
