/** Splits at commas that are not inside parentheses; parts are trimmed, empty ones kept out. */
export function splitList(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += character;
  }
  return [...parts, part.trim()].filter((item) => item !== '');
}

/** What a column or model may be called in a header. */
export const word = /^[A-Za-z_][A-Za-z0-9_]*$/;
