import { EntrepotError } from '#errors';
import type { AnalysedModel } from './analysed.ts';

/** Columns of Nested have dots, and so have those of `one.*` that another joined table has too. */
const columnName = /^[A-Za-z_][\w.]*$/;

/** Columns that nobody could ask for: without a name of their own, or with one that another has too. */
export function columnNameProblems({ columns, kind }: AnalysedModel): EntrepotError[] {
  if (kind === 'seed') return [];
  const names = columns.map(({ name }) => name);
  const unnamed = names.filter((name) => !columnName.test(name));
  const twice = new Set(names.filter((name, index) => names.indexOf(name) < index));
  return [
    ...unnamed.map(
      (name) =>
        new EntrepotError('MODEL_INVALID', `The column «${name}» has no name.`, {
          asked: name,
          fix: `Give it one: «${name} as …».`,
        }),
    ),
    ...[...twice].map(
      (name) =>
        new EntrepotError('MODEL_INVALID', `Two columns are called «${name}».`, {
          asked: name,
          fix: 'Give one of them another name with «as».',
        }),
    ),
  ];
}
