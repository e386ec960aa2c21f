import { Command } from 'commander';
import { explain } from '#errors';
import { lint, readProject } from '#models';
import { featuresDir, modelsDir } from '../platform/folders.ts';

/** `entrepot lint`: what a reviewer would say of the model files; needs nothing that runs. */
export function lintCommand(): Command {
  return new Command('lint')
    .description(
      'tell what others will stumble over in the model files: names, missing grain, checks and descriptions, select *',
    )
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      '\nExits with 1 where there is anything to tell. What is plainly wrong is told by: entrepot plan.',
    )
    .action(async ({ json }: { json: boolean }) => {
      const { project, problems } = await readProject(modelsDir, [featuresDir]);
      const findings = lint(project.models.values());
      if (problems.length + findings.length > 0) process.exitCode = 1;
      if (json) return console.log(JSON.stringify({ findings, problems }));
      for (const problem of problems) console.log(`✗ ${explain(problem)}`);
      for (const { at, message, fix, rule } of findings) console.log(`${at}: ${message} [${rule}]\n  ${fix}`);
      if (problems.length + findings.length === 0)
        console.log(`${project.models.size} models, nothing to tell.`);
    });
}
