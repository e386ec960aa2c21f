import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The models that are changed: lines, a rollup of them, and their days. `factor` tells which text a row was built by. */
const line = (factor: number) => `-- Lines of orders, their quantity by a factor.
-- kind: incremental by day
-- per: order_id
-- grain: order_id, line_id
-- checks: unique(grain)
select order_id, line_id, toDate(placed_at) as day, sku, shop_id, qty * ${factor} as qty, ${factor} as factor
from ods_trade_order_lines`;

const day = (factor: number) => `-- kind: incremental by day
-- reads: dwd_swap_line same
-- grain: day, shop_id
select day, shop_id, sum(qty) * ${factor} as qty, count() as line_count from dwd_swap_line group by day, shop_id`;

const metrics = (dimensions: string) => `model: dwd_swap_line
time: day
rollups:
  by_sku: [${dimensions}]
metrics:
  swap_units: sum(qty)
  swap_lines: count()
`;

/** Name of the rollup's table. */
export const rollup = 'dwd_swap_line_by_sku';

export type SwapProject = {
  directory: string;
  /** Factor of the lines' present text. */
  factor(): number;
  /** Changes the texts once more: the lines always, the rollup and the days every other time. */
  edit(): Promise<void>;
  remove(): Promise<void>;
};

export async function swapProject(): Promise<SwapProject> {
  const directory = await mkdtemp(join(tmpdir(), 'entrepot-swap-'));
  for (const layer of ['dwd', 'dws', 'metrics']) await mkdir(join(directory, layer));
  let edits = 0;
  const write = async () => {
    await writeFile(join(directory, 'dwd/dwd_swap_line.sql'), line(1 + edits));
    await writeFile(join(directory, 'dws/dws_swap_day.sql'), day(1 + (edits >> 1)));
    const dimensions = (edits >> 1) % 2 === 0 ? 'sku' : 'sku, shop_id';
    await writeFile(join(directory, 'metrics/swap.yml'), metrics(dimensions));
  };
  await write();
  return {
    directory,
    factor: () => 1 + edits,
    edit: async () => {
      edits++;
      await write();
    },
    remove: () => rm(directory, { recursive: true }),
  };
}
