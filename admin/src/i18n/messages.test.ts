import englishReactAdmin from 'ra-language-english';
import { describe, expect, it } from 'vitest';
import { english } from './messages.en.ts';
import { spanish } from './messages.es.ts';
import { portuguese } from './messages.pt.ts';
import { chinese } from './messages.zh.ts';
import { spanishMessages } from './react-admin/es.ts';
import { portugueseMessages } from './react-admin/pt.ts';
import { chineseMessages } from './react-admin/zh.ts';

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : leaves(value, `${path}${key}.`),
  );
}

const placeholders = (text: string) => [...new Set(text.match(/%\{\w+\}/g) ?? [])].sort();

const languages = {
  zh: [chineseMessages, chinese],
  es: [spanishMessages, spanish],
  pt: [portugueseMessages, portuguese],
} as const;

describe.each(Object.entries(languages))('texts in %s', (language, [reactAdmin, own]) => {
  it.each([
    ['React-Admin', englishReactAdmin as unknown as Tree, reactAdmin as unknown as Tree],
    ['the console', english as Tree, own as Tree],
  ])('say everything English says in %s, with the same values', (_, original, translated) => {
    const source = new Map(leaves(original));
    const target = new Map(leaves(translated));
    expect([...target.keys()].sort()).toEqual([...source.keys()].sort());
    for (const [key, text] of target) {
      // Chinese has one plural form and may name the thing without counting it.
      const wanted = placeholders(source.get(key)!).filter(
        (each) => language !== 'zh' || each !== '%{smart_count}',
      );
      for (const placeholder of wanted.filter((each) => !/recordRepresentation/.test(each))) {
        expect(text, key).toContain(placeholder);
      }
    }
  });
});
