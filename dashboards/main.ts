import '@fontsource-variable/inter/wght.css';
import './wall.css';
import { createClient, createI18n, type Language, languageOf, languages } from '#client';
import { deviceToken } from './live/device-token.ts';
import { createProblemPage, problemOf } from './problem-page.ts';
import { type MessageKey, messages } from './text/messages.ts';
import { startWall } from './wall.ts';

const address = new URLSearchParams(location.search);
const screenId = address.get('screen') ?? 'group-overview';
const language = languages.find((known): known is Language => known === address.get('language'));
const t = createI18n<MessageKey>(language ?? languageOf(navigator.languages), messages);
const root = document.querySelector<HTMLElement>('#wall') ?? document.body;
const page = createProblemPage(document.body);

const token = deviceToken(screenId, {
  fragment: location.hash,
  storage: localStorage,
  clearFragment: () => history.replaceState(null, '', location.pathname + location.search),
});

if (token === undefined) {
  page.show({ title: t('problem.tokenMissing.title'), text: t('problem.tokenMissing.text') });
} else {
  const client = createClient({ url: '/graphql', token, language: language ?? 'en' });
  startWall({
    root,
    client,
    screenId,
    language,
    problem: (error) => page.show(error && problemOf(error, screenId, t)),
  });
}
// A new link pasted into the same tab changes only the fragment, which loads nothing by itself.
addEventListener('hashchange', () => location.reload());
