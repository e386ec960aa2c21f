import { useTheme } from '@mui/material/styles';
import { type Tones, tonesOf } from './tones.ts';

/** Colours of the theme that is on. */
export function useTones(): Tones {
  return tonesOf(useTheme().palette.mode);
}
