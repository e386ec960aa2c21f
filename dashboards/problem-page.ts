import './problem-page.css';
import type { ClientError, Translate } from '#client';
import { element, setText } from './stage/element.ts';
import type { MessageKey } from './text/messages.ts';

export type Problem = { title: string; text: string; detail?: string };

/** A full page that says in words what is wrong and what to do; hidden while there is nothing to say. */
export function createProblemPage(into: HTMLElement): { show(problem: Problem | undefined): void } {
  const title = element('problem-title', '', 'h1');
  const text = element('problem-text');
  const detail = element('problem-detail');
  const root = element('problem', [element('problem-brand', 'Entrepôt'), title, text, detail]);
  root.hidden = true;
  root.setAttribute('role', 'alert');
  into.append(root);
  return {
    show(problem) {
      root.hidden = problem === undefined;
      if (!problem) return;
      setText(title, problem.title);
      setText(text, problem.text);
      setText(detail, problem.detail ?? '');
    },
  };
}

/** A refusal in the words of the person who stands before the screen; the gateway's own words stay as detail. */
export function problemOf(error: ClientError, screen: string, t: Translate<MessageKey>): Problem {
  const detail = `${error.message} [${error.code}]`;
  const words = (key: 'tokenRefused' | 'notFound' | 'unreachable') => ({
    title: t(`problem.${key}.title`, { screen }),
    text: t(`problem.${key}.text`),
    detail,
  });
  if (error.code === 'UNAUTHENTICATED' || error.code === 'FORBIDDEN') return words('tokenRefused');
  if (error.code === 'NOT_FOUND') return words('notFound');
  if (error.code === 'INPUT_INVALID') {
    return { title: t('problem.definition.title'), text: error.message, detail: error.fix ?? '' };
  }
  return words('unreachable');
}
