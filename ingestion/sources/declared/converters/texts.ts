import { hash } from 'node:crypto';
import { cut } from '../../../contracts/cut.ts';
import { asked, type Converter, textOf, textual, wholeNumber } from './kit.ts';

/** Ids and texts. */
export const texts: Readonly<Record<string, Converter>> = {
  currency_of_shop: textual((_text, _args, { shop }) => shop?.currency),
  marketplace_of_shop: textual((_text, _args, { shop }) => shop?.marketplace),
  of_shop: textual((text, _args, { shop, source }) => `${shop?.shop ?? source}:${text}`),
  of_source: textual((text, _args, { source }) => `${source}:${text}`),
  hash: textual((text) => hash('sha256', text.trim().toLowerCase(), 'hex')),
  start: textual((text, [length]) => cut(text, Number(wholeNumber(asked(length, 'length')))), 'length'),
  prefixed: textual((text, [before]) => `${asked(before, 'before')}${text}`, 'before'),
  after: textual((text, [sign]) => text.slice(text.lastIndexOf(asked(sign, 'sign')) + 1), 'sign'),
  before: textual((text, [sign]) => text.split(asked(sign, 'sign'))[0], 'sign'),
  join: {
    args: ['…'],
    convert: (value, others) =>
      [value, ...others]
        .flat()
        .map((each) => textOf(each ?? ''))
        .filter(Boolean)
        .join(':'),
  },
  split: textual(
    (text, [sign]) =>
      text
        .split(asked(sign, 'sign'))
        .map((part) => part.trim())
        .filter(Boolean),
    'sign',
  ),
  list: { args: [], convert: (value) => [value].flat() },
  under_account: textual((text, _args, { account, source }) => `${account ?? source}:${text}`),
  account: { args: [], convert: (_value, _args, { account }) => account },
  match: textual((text, [pattern]) => {
    const found = new RegExp(asked(pattern, 'pattern')).exec(text);
    return found?.[1] ?? found?.[0];
  }, 'pattern'),
};
