/** A page without scripts. `body` is HTML. */
export function htmlPage(title: string, language: string, body: string): string {
  return `<!doctype html>
<html lang="${escaped(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1c2733; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .3rem .8rem .3rem 0; vertical-align: top; border-bottom: 1px solid #dde3ea; }
code { font-size: .9em; overflow-wrap: anywhere; } td:nth-child(-n+2) code { white-space: nowrap; } pre { background: #f3f6f9; padding: 1rem; overflow: auto; }
a { color: #0b5cad; }
</style></head>
<body>
<h1>${escaped(title)}</h1>
${body}
</body></html>
`;
}

/** Heads are text, cells HTML. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((text) => `<th>${escaped(text)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  return `<table><tr>${head}</tr>\n${body.join('\n')}\n</table>`;
}

export function code(text: string): string {
  return `<code>${escaped(text)}</code>`;
}

export function link(path: string, text: string): string {
  return `<a href="${escaped(path)}">${code(text)}</a>`;
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
