/** One part of a list, and where in the text it begins. */
export type ListItem = { text: string; offset: number };

/** Splits at commas that are not inside parentheses or quotes; parts are trimmed, empty ones kept out. */
export function listItems(text: string): ListItem[] {
  const items: ListItem[] = [];
  let start = 0;
  for (const end of [...splits(text, ','), text.length]) {
    const part = text.slice(start, end);
    const offset = start + part.length - part.trimStart().length;
    if (part.trim() !== '') items.push({ text: part.trim(), offset });
    start = end + 1;
  }
  return items;
}

export function splitList(text: string): string[] {
  return listItems(text).map((item) => item.text);
}

/** Places of a character outside parentheses and quotes. */
export function splits(text: string, separator: string): number[] {
  const found: number[] = [];
  let depth = 0;
  let quote = '';
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (quote !== '') {
      if (character === '\\') index++;
      else if (character === quote) quote = '';
    } else if (/['"`]/.test(character)) quote = character;
    else if (character === '(' || character === '[') depth++;
    else if (character === ')' || character === ']') depth--;
    else if (character === separator && depth === 0) found.push(index);
  }
  return found;
}

/** What a column or model may be called in a header. */
export const word = /^[A-Za-z_][A-Za-z0-9_]*$/;
