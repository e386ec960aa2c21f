import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { EntrepotError, explain } from '#errors';
import { applyCommand } from './commands/apply.ts';
import { auditCommand } from './commands/audit.ts';
import { contractCommand } from './commands/contract.ts';
import { ingestCommand } from './commands/ingest.ts';
import { lineageCommand } from './commands/lineage.ts';
import { lintCommand } from './commands/lint.ts';
import { passwordCommand } from './commands/password.ts';
import { peekCommand } from './commands/peek.ts';
import { planCommand } from './commands/plan.ts';
import { proofCommands } from './commands/proofs.ts';
import { quarantineCommand } from './commands/quarantine.ts';
import { replayCommand } from './commands/replay.ts';
import { resetCommand } from './commands/reset.ts';
import { restateCommand } from './commands/restate.ts';
import { rollbackCommand } from './commands/rollback.ts';
import { runCommand } from './commands/run.ts';
import { startCommand } from './commands/start.ts';
import { statusCommand } from './commands/status.ts';
import { stopCommand } from './commands/stop.ts';
import { surfaceCommand } from './commands/surface.ts';
import { testCommand } from './commands/test.ts';
import { lagCommand, topicsCommand } from './commands/topics.ts';
import { trainCommand } from './commands/train.ts';

const { version, description } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { version: string; description: string };

const program = new Command('entrepot')
  .description(description)
  .version(version)
  .addCommand(startCommand())
  .addCommand(stopCommand())
  .addCommand(statusCommand())
  .addCommand(resetCommand())
  .addCommand(passwordCommand())
  .addCommand(runCommand())
  .addCommand(replayCommand())
  .addCommand(ingestCommand())
  .addCommand(contractCommand())
  .addCommand(topicsCommand())
  .addCommand(lagCommand())
  .addCommand(peekCommand())
  .addCommand(auditCommand())
  .addCommand(quarantineCommand())
  .addCommand(planCommand())
  .addCommand(applyCommand())
  .addCommand(restateCommand())
  .addCommand(rollbackCommand())
  .addCommand(lineageCommand())
  .addCommand(lintCommand())
  .addCommand(surfaceCommand())
  .addCommand(trainCommand())
  .addCommand(testCommand());
for (const command of proofCommands()) program.addCommand(command);

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof EntrepotError ? explain(error) : error);
  process.exitCode = 1;
}
