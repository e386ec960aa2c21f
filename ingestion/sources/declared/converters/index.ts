import type { Converter } from './kit.ts';
import { lists } from './lists.ts';
import { numbers } from './numbers.ts';
import { parts } from './parts.ts';
import { texts } from './texts.ts';
import { times } from './times.ts';
import { wordsAndConditions } from './words.ts';

/** Converters by name. Each is documented in the README of declared sources. */
export const converters: Readonly<Record<string, Converter>> = {
  ...numbers,
  ...times,
  ...wordsAndConditions,
  ...lists,
  ...parts,
  ...texts,
};
