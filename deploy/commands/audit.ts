import { Command } from 'commander';
import { auditOffsets, contracts } from '#ingestion';
import { operate } from '../operator/connect.ts';
import { table } from '../operator/table.ts';

/** `entrepot audit`: whether every offset is stored once. */
export function auditCommand(): Command {
  return new Command('audit')
    .description('count what is stored against the offsets it came from; exits with 1 where they differ')
    .option('--json', 'print JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const audits = await operate(({ warehouse }) => auditOffsets(warehouse, contracts));
      const wrong = audits.filter(({ exact }) => !exact);
      if (wrong.length > 0) process.exitCode = 1;
      if (json) return console.log(JSON.stringify(audits));
      const rows = audits.map((each) => [
        `${each.topic}/${each.partition}`,
        each.next,
        each.rows,
        each.missingInKafka,
        each.exact ? 'exact' : 'DIFFERS',
      ]);
      console.log(table(['partition', 'offsets', 'rows', 'not in Kafka', ''], rows));
      console.log(wrong.length === 0 ? 'Every offset is stored once.' : `${wrong.length} partitions differ.`);
    });
}
