import { describe, expect, it } from 'vitest';
import { createI18n, languageOf } from './i18n.ts';

const messages = {
  en: { found: '{count, one: # order, other: # orders} in {shop}', only: 'English' },
  zh: { found: '{shop} 有 {count} 个订单', only: '中文' },
  es: { found: '{count, one: # pedido, other: # pedidos} en {shop}' },
};

describe('createI18n', () => {
  it('fills values in and chooses the plural', () => {
    const t = createI18n('en', messages);
    expect(t('found', { count: 1, shop: 'A' })).toBe('1 order in A');
    expect(t('found', { count: 1200, shop: 'A' })).toBe('1,200 orders in A');
    expect(createI18n('zh', messages)('found', { count: 1200, shop: 'A' })).toBe('A 有 1,200 个订单');
  });

  it('falls back to English', () => {
    expect(createI18n('es', messages)('only')).toBe('English');
    expect(createI18n('pt', messages)('found', { count: 2, shop: 'B' })).toBe('2 orders in B');
  });

  it('leaves a placeholder without a value as it is', () => {
    expect(createI18n('en', messages)('found', { count: 2 })).toBe('2 orders in {shop}');
  });
});

describe('languageOf', () => {
  it('takes the first language that exists', () => {
    expect(languageOf('fr-FR,zh-CN;q=0.8,en;q=0.5')).toBe('zh');
    expect(languageOf(['pt-BR', 'en'])).toBe('pt');
    expect(languageOf('fr')).toBe('en');
    expect(languageOf(undefined)).toBe('en');
  });
});
