/** The SQL with everything inside quotes and comments blanked, each character in its place. */
export function codeOnly(sql: string): string {
  let code = '';
  for (let index = 0; index < sql.length; ) {
    const end = skipped(sql, index);
    if (end === index) code += sql[index++];
    else {
      code += sql.slice(index, end).replaceAll(/[^\n]/g, ' ');
      index = end;
    }
  }
  return code;
}

/** Where what begins here ends, if it is a string or a comment; else the same place. Backticks quote names, which are code. */
function skipped(sql: string, start: number): number {
  const two = sql.slice(start, start + 2);
  if (two === '--') return lineEnd(sql, start);
  if (two === '/*') {
    const end = sql.indexOf('*/', start + 2);
    return end < 0 ? sql.length : end + 2;
  }
  if (sql[start] !== "'") return start;
  for (let index = start + 1; index < sql.length; index++) {
    if (sql[index] === '\\') index++;
    else if (sql[index] === "'") return index + 1;
  }
  return sql.length;
}

function lineEnd(sql: string, start: number): number {
  const end = sql.indexOf('\n', start);
  return end < 0 ? sql.length : end;
}

/** Line of a place in a text, from 0. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length - 1;
}

/** Line of the first place that names this, as a whole word, from 0; undefined where none does. */
export function lineOfName(sql: string, name: string): number | undefined {
  const escaped = name.replaceAll(/[^\w]/g, String.raw`\$&`);
  const match = new RegExp(`(?<![\\w.])${escaped}(?!\\w)`, 'i').exec(codeOnly(sql));
  return match ? lineOf(sql, match.index) : undefined;
}

/** Line of the parenthesis that is never closed, or of one that nothing opened, from 0. */
export function lineOfUnmatched(sql: string): number | undefined {
  const code = codeOnly(sql);
  const open: number[] = [];
  for (let index = 0; index < code.length; index++) {
    if (code[index] === '(') open.push(index);
    else if (code[index] === ')' && open.pop() === undefined) return lineOf(sql, index);
  }
  return open.length === 0 ? undefined : lineOf(sql, open.at(-1)!);
}
