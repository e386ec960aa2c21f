import { useMemo } from 'react';
import { useLocaleState } from 'react-admin';
import { createFormats, type Formats, languageOf } from '#client';

/** Formats of the language chosen in the console. */
export function useFormats(): Formats {
  const [locale] = useLocaleState();
  return useMemo(() => createFormats(languageOf(locale)), [locale]);
}
