import { setTimeout as sleep } from 'node:timers/promises';
import { refusalCode, type Warehouse } from '#warehouse';

type Reading = { rows: number; orders: number; factors: number[] };

export type Readings = {
  /** How many were taken, and what was wrong with any. */
  stop(): Promise<{ count: number; faults: string[] }>;
  /** Factor of the rows that serve now. */
  factor(): number;
};

const unknownTable = 60;
const everyMs = 200;

/** Reads the lines again and again, as a screen would: rows of one text only, none twice, never fewer than before. */
export function watchReadings(warehouse: Warehouse): Readings {
  const faults: string[] = [];
  let [count, most, served] = [0, 0, 0];
  let stopping = false;
  const loop = (async () => {
    while (!stopping) {
      const reading = await read(warehouse);
      if (reading) {
        count++;
        const { rows, orders, factors } = reading;
        if (rows !== orders * 2) faults.push(`${rows} lines of ${orders} orders`);
        if (factors.length > 1) faults.push(`rows of ${factors.length} texts at once`);
        if (rows < most) faults.push(`${rows} lines after ${most}`);
        most = Math.max(most, rows);
        served = factors[0] ?? served;
      } else if (most > 0) faults.push('there is no table');
      await sleep(everyMs);
    }
  })();
  loop.catch((error: unknown) => faults.push(String(error)));
  return {
    stop: async () => {
      stopping = true;
      await Promise.allSettled([loop]);
      return { count, faults: [...new Set(faults)] };
    },
    factor: () => served,
  };
}

async function read(warehouse: Warehouse): Promise<Reading | undefined> {
  try {
    const [row] = await warehouse.rows<{ line_count: string; orders: string; factors: number[] }>(
      `SELECT count() AS line_count, uniqExact(order_id) AS orders, groupUniqArray(factor) AS factors FROM dwd_swap_line`,
    );
    return { rows: Number(row!.line_count), orders: Number(row!.orders), factors: row!.factors };
  } catch (error) {
    if (refusalCode(error) === unknownTable) return undefined;
    throw error;
  }
}
