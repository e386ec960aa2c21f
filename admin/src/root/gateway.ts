import { type Client, createClient, type Language, languageOf } from '#client';
import { createSessionStore, type SessionStore } from './session-store.ts';

const languageKey = 'entrepot.language';

/** The language chosen last, else the browser's. */
export function initialLanguage(): Language {
  return languageOf(localStorage.getItem(languageKey) ?? navigator.languages);
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(languageKey, language);
  document.documentElement.lang = language;
  gateway.setLanguage(language);
}

/** The login of this tab. */
export const sessions: SessionStore = createSessionStore(sessionStorage, (token) => gateway.setToken(token));

/** The one client of this tab: queries, mutations and the one live connection. */
export const gateway: Client = createClient({
  url: '/graphql',
  token: sessions.stored()?.token,
  language: initialLanguage(),
});
