/**
 * Descriptions of a SELECT's columns: the comment that ends the line on which a column is named last, e.g.
 * `sum(amount) as total,  -- without tax` describes `total`. The last such line wins: the outermost SELECT ends a file.
 */
export function columnComments(sql: string): Map<string, string> {
  const comments = new Map<string, string>();
  for (const line of sql.split('\n')) {
    const start = commentStart(line);
    if (start < 0) continue;
    const name = /([A-Za-z_][A-Za-z0-9_]*)\s*,?\s*$/.exec(line.slice(0, start))?.[1];
    const comment = line
      .slice(start)
      .replace(/^-+\s*/, '')
      .trim();
    if (name !== undefined && comment !== '') comments.set(name, comment);
  }
  return comments;
}

/** Where `--` begins outside quotes; -1 where it does not. */
function commentStart(line: string): number {
  let quote = '';
  for (let index = 0; index < line.length; index++) {
    const character = line[index]!;
    if (quote !== '') {
      if (character === '\\') index++;
      else if (character === quote) quote = '';
    } else if (character === "'" || character === '"' || character === '`') quote = character;
    else if (character === '-' && line[index + 1] === '-') return index;
  }
  return -1;
}
