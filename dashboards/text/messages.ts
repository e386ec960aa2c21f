import { en, type MessageKey } from './en.ts';
import { es } from './es.ts';
import { pt } from './pt.ts';
import { zh } from './zh.ts';

export type { MessageKey };

/** Every text of the wall, complete in every language. */
export const messages: Record<'en' | 'zh' | 'es' | 'pt', Record<MessageKey, string>> = { en, zh, es, pt };
