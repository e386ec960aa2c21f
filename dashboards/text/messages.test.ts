import { describe, expect, it } from 'vitest';
import { messages } from './messages.ts';

const places = (text: string) => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name).sort();

describe.each(['zh', 'es', 'pt'] as const)('%s', (language) => {
  it('has every text English has, and none that English lacks', () => {
    expect(Object.keys(messages[language]).sort()).toEqual(Object.keys(messages.en).sort());
  });

  it('takes the same values in each text', () => {
    for (const [key, text] of Object.entries(messages.en)) {
      const own = messages[language][key as keyof typeof messages.en];
      expect(own.trim(), key).not.toBe('');
      expect(places(own), key).toEqual(places(text));
    }
  });
});
