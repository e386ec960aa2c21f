import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { EntrepotError, messageOf } from '#errors';
import type { Payload } from './json.ts';

type Element = { name: string; children: Map<string, Payload[]>; text: string };

/** Nesting beyond this is no business document. */
const deepest = 100;

/**
 * An XML document as an object under its root's name. Attributes are members named `@name`, an element without
 * children and attributes is its text, one that repeats is a list, and the text beside attributes is `#text`. Name space
 * prefixes are left out. A member that repeats in one document and not in another is read with `many`.
 *
 * Entities beyond XML's own five and external documents are refused.
 *
 * @throws PAYLOAD_INVALID
 */
export function readXml(source: string): Payload {
  const root: Element = { name: '', children: new Map(), text: '' };
  const open: Element[] = [root];
  const parser = new SaxesParser({ xmlns: false });
  parser.on('doctype', () => {
    throw new Error('a document type declaration');
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag: SaxesTagPlain) => {
    if (open.length > deepest) throw new Error(`more than ${deepest} elements inside each other`);
    const element: Element = { name: local(tag.name), children: new Map(), text: '' };
    for (const [name, value] of Object.entries(tag.attributes)) {
      if (name !== 'xmlns' && !name.startsWith('xmlns:')) element.children.set(`@${local(name)}`, [value]);
    }
    open.push(element);
  });
  const addText = (text: string) => {
    open.at(-1)!.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = open.pop()!;
    const siblings = open.at(-1)!.children;
    siblings.set(element.name, [...(siblings.get(element.name) ?? []), contentOf(element)]);
  });
  try {
    parser.write(source).close();
  } catch (cause) {
    throw new EntrepotError('PAYLOAD_INVALID', `The payload is not XML: ${messageOf(cause)}`, {
      fix: 'Send a well-formed document without a document type declaration.',
      cause,
    });
  }
  return contentOf(root);
}

function contentOf({ children, text }: Element): Payload {
  const content = text.trim();
  if (children.size === 0) return content;
  const members = [...children].map(([name, values]) => [name, values.length === 1 ? values[0]! : values]);
  return Object.fromEntries(content === '' ? members : [...members, ['#text', content]]) as Payload;
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
