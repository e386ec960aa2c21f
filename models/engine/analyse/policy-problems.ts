import { EntrepotError } from '#errors';
import { headerAt } from '../project/header.ts';
import type { AnalysisContext } from './analyse-model.ts';
import type { AnalysedModel } from './analysed.ts';
import { emptyTable } from './empty-table.ts';
import { engineMistake } from './engine-mistake.ts';
import { surroundings } from './surroundings.ts';

/** Whether `rows:` is a condition on the model's columns: one that is not would refuse every question, or be read wrongly. */
export async function policyProblems(
  model: AnalysedModel,
  context: AnalysisContext,
): Promise<EntrepotError[]> {
  if (model.rows === undefined) return [];
  const at = headerAt(model, 'rows');
  const refuse = (message: string, asked: string | undefined, available: readonly string[], fix: string) => [
    new EntrepotError('MODEL_INVALID', `The row policy cannot be used: ${message}`, {
      at,
      asked,
      available,
      fix,
    }),
  ];
  const condition = model.rows.replaceAll(/\bviewer\.[A-Za-z_]\w*/g, "['claim']");
  const select = `SELECT (${condition}) AS visible FROM ${emptyTable(model.columns)}`;
  try {
    const [visible] = await context.ask<{ type: string }>(`DESCRIBE TABLE (${select})`, context.parameters);
    if (/^(Bool|UInt8)$/.test(visible!.type)) return [];
    return refuse(
      `it is ${visible!.type}, neither true nor false.`,
      model.rows,
      ['has(viewer.shops, shop_id)'],
      'Write a condition that is true for the rows one may see, and never null.',
    );
  } catch (error) {
    if (!(error instanceof EntrepotError) || error.code !== 'WAREHOUSE_REFUSED') throw error;
    const { message, asked, available, fix } = engineMistake(
      error,
      select,
      await surroundings([model], context),
    );
    return refuse(message, asked, available, fix);
  }
}
