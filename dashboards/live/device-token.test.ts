import { describe, expect, it } from 'vitest';
import { deviceToken } from './device-token.ts';

function places(fragment: string, kept: Record<string, string> = {}) {
  const store = new Map(Object.entries(kept));
  const calls: string[] = [];
  return {
    calls,
    store,
    fragment,
    storage: {
      getItem: (key: string) => store.get(key) ?? null,
      setItem: (key: string, value: string) => void store.set(key, value),
    },
    clearFragment: () => void calls.push('cleared'),
  };
}

describe('deviceToken', () => {
  it('takes the token out of the address and keeps it for the next start', () => {
    const first = places('#token=abc');
    expect(deviceToken('group', first)).toBe('abc');
    expect(first.calls).toEqual(['cleared']);
    expect(deviceToken('group', places('', Object.fromEntries(first.store)))).toBe('abc');
  });

  it('prefers a new link to what was kept, and keeps one token per screen', () => {
    const kept = places('#token=new', { 'entrepot.wall.group': 'old' });
    expect(deviceToken('group', kept)).toBe('new');
    expect(deviceToken('other', places('', Object.fromEntries(kept.store)))).toBeUndefined();
  });
});
