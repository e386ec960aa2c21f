import { codeOnly, lineOf } from '../analyse/sql-text.ts';

/** Line of a `*` among what the outermost SELECT gives, from 0; those inside parentheses select for it alone. */
export function starLine(sql: string): number | undefined {
  const code = outermost(codeOnly(sql));
  const star = /(?:\bselect(?:\s+distinct)?|,)\s+(?:\w+\s*\.\s*)?\*/i.exec(code);
  return star ? lineOf(code, star.index + star[0].length - 1) : undefined;
}

/** The code with everything inside parentheses blanked, each character in its place. */
function outermost(code: string): string {
  let depth = 0;
  return [...code]
    .map((character) => {
      if (character === ')') depth--;
      const kept = depth === 0 || character === '\n' ? character : ' ';
      if (character === '(') depth++;
      return kept;
    })
    .join('');
}
