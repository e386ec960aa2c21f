import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EntrepotError, messageOf } from '#errors';
import { type PollPlan, readPlan } from './plan.ts';

/** A plan as it lies in its folder; `text` tells whether it changed. */
export type PlanFile = { file: string; text: string; plan: PollPlan };
export type PlanProblem = { file: string; error: EntrepotError };

/** Every plan of a folder; one with a mistake, or with the name of another, is told and leaves the others alone. */
export async function loadPlans(folder: string): Promise<{ plans: PlanFile[]; problems: PlanProblem[] }> {
  const plans: PlanFile[] = [];
  const problems: PlanProblem[] = [];
  const names = (await readdir(folder).catch(() => [])).filter((name) => /\.ya?ml$/.test(name)).sort();
  for (const file of names) {
    try {
      const text = await readFile(join(folder, file), 'utf8');
      const plan = readPlan(text, file);
      if (plans.some((each) => each.plan.poll === plan.poll)) throw nameTaken(plan.poll, file);
      plans.push({ file, text, plan });
    } catch (error) {
      problems.push({ file, error: error instanceof EntrepotError ? error : unreadable(file, error) });
    }
  }
  return { plans, problems };
}

function nameTaken(name: string, file: string): EntrepotError {
  return new EntrepotError('CONFIG_INVALID', `${file}: there is a poll «${name}» already.`, {
    asked: name,
    fix: 'Give it another name.',
  });
}

function unreadable(file: string, cause: unknown): EntrepotError {
  return new EntrepotError('CONFIG_INVALID', `${file} cannot be read: ${messageOf(cause)}`, {
    asked: file,
    fix: 'Check the file and who may read it.',
    cause,
  });
}
