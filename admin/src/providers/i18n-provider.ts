import polyglotI18nProvider from 'ra-i18n-polyglot';
import englishReactAdmin from 'ra-language-english';
import type { Language } from '#client';
import { english } from '../i18n/messages.en.ts';
import { initialLanguage, rememberLanguage } from '../root/gateway.ts';

const base = { ...englishReactAdmin, ...english };

/** Languages are fetched when first chosen; only English comes with the console. */
const packs: Record<Exclude<Language, 'en'>, () => Promise<typeof base>> = {
  zh: async () => {
    const [ra, own] = await Promise.all([
      import('../i18n/react-admin/zh.ts'),
      import('../i18n/messages.zh.ts'),
    ]);
    return { ...ra.chineseMessages, ...own.chinese };
  },
  es: async () => {
    const [ra, own] = await Promise.all([
      import('../i18n/react-admin/es.ts'),
      import('../i18n/messages.es.ts'),
    ]);
    return { ...ra.spanishMessages, ...own.spanish };
  },
  pt: async () => {
    const [ra, own] = await Promise.all([
      import('../i18n/react-admin/pt.ts'),
      import('../i18n/messages.pt.ts'),
    ]);
    return { ...ra.portugueseMessages, ...own.portuguese };
  },
};

export const languageNames = [
  { locale: 'en', name: 'English' },
  { locale: 'zh', name: '中文' },
  { locale: 'es', name: 'Español' },
  { locale: 'pt', name: 'Português' },
];

/** The console's texts, starting in the language chosen last. */
export async function createI18nProvider() {
  const first = initialLanguage();
  rememberLanguage(first);
  const initial = first === 'en' ? base : await packs[first]();
  return polyglotI18nProvider(
    (locale) => {
      rememberLanguage(locale as Language);
      if (locale === first) return initial;
      return locale === 'en' ? base : packs[locale as Exclude<Language, 'en'>]();
    },
    first,
    languageNames,
    { allowMissing: false },
  );
}
