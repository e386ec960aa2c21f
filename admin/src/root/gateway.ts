import { type Client, createClient, type Language, languageOf, type Viewer } from '#client';

const sessionKey = 'entrepot.session';
const languageKey = 'entrepot.language';

/** What a tab remembers of its login; gone with the tab. */
export type StoredSession = { token: string; viewer: Viewer };

/** The language chosen last, else the browser's. */
export function initialLanguage(): Language {
  return languageOf(localStorage.getItem(languageKey) ?? navigator.languages);
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(languageKey, language);
  document.documentElement.lang = language;
  gateway.setLanguage(language);
}

export function storedSession(): StoredSession | undefined {
  const text = sessionStorage.getItem(sessionKey);
  return text === null ? undefined : (JSON.parse(text) as StoredSession);
}

/** Keeps a login for this tab, or forgets it. */
export function keepSession(session: StoredSession | undefined): void {
  if (session === undefined) sessionStorage.removeItem(sessionKey);
  else sessionStorage.setItem(sessionKey, JSON.stringify(session));
  gateway.setToken(session?.token);
}

/** The one client of this tab: queries, mutations and the one live connection. */
export const gateway: Client = createClient({
  url: '/graphql',
  token: storedSession()?.token,
  language: initialLanguage(),
});
