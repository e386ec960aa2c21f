/** Languages every text exists in, or falls back to English from. */
export const languages = ['en', 'zh', 'es', 'pt'] as const;
export type Language = (typeof languages)[number];

/** English and Chinese are complete; others may lack texts, which then appear in English. */
export type Messages<Key extends string> = { en: Record<Key, string>; zh: Record<Key, string> } & {
  [L in Exclude<Language, 'en' | 'zh'>]?: Partial<Record<Key, string>>;
};

export type Translate<Key extends string> = (key: Key, values?: Record<string, string | number>) => string;

/** The supported language closest to what a browser or a header asks for: `zh-CN` → `zh`. */
export function languageOf(asked: string | readonly string[] | undefined): Language {
  const wanted = typeof asked === 'string' ? asked.split(',') : (asked ?? []);
  for (const tag of wanted) {
    const primary = tag.trim().split(/[-_;]/)[0]?.toLowerCase();
    const found = languages.find((language) => language === primary);
    if (found) return found;
  }
  return 'en';
}

/**
 * Texts of one language. `{name}` takes a value; a text may have plural forms written
 * `{count, one: # order, other: # orders}`, chosen by the language's own rules, `#` being the number.
 *
 * @example
 * const t = createI18n('en', { en: { found: '{count, one: # order, other: # orders}' }, zh: { found: '{count} 个订单' } });
 * t('found', { count: 2 }); // 2 orders
 */
export function createI18n<Key extends string>(language: Language, messages: Messages<Key>): Translate<Key> {
  const own: Partial<Record<Key, string>> = messages[language] ?? {};
  const plural = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (key, values = {}) => {
    const text: string = own[key] ?? messages.en[key] ?? key;
    return text.replace(/\{(\w+)(?:,([^{}]*))?\}/g, (whole, name: string, forms: string | undefined) => {
      const value = values[name];
      if (value === undefined) return whole;
      if (forms !== undefined) return pluralForm(forms, Number(value), plural, numbers);
      return typeof value === 'number' ? numbers.format(value) : value;
    });
  };
}

function pluralForm(
  forms: string,
  count: number,
  rules: Intl.PluralRules,
  numbers: Intl.NumberFormat,
): string {
  const choices = new Map(
    forms.split(',').map((form) => {
      const colon = form.indexOf(':');
      return [form.slice(0, colon).trim(), form.slice(colon + 1).trim()] as const;
    }),
  );
  const chosen = choices.get(rules.select(count)) ?? choices.get('other') ?? '';
  return chosen.replaceAll('#', numbers.format(count));
}
