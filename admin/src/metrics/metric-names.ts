import { useTranslate } from 'react-admin';
import type { Metric } from '#client';
import { useFormats } from '../fields/formats.ts';

const suffixes = /_(previous|delta|ratio)$/;

/** Heads of answer columns and names of what stands in dimension columns, in the reader's language. */
export function useMetricNames(catalogue: readonly Metric[]) {
  const translate = useTranslate();
  const formats = useFormats();
  const dimension = (name: string) => translate(`dimension.${name}`, { _: spelledOut(name) });
  return {
    dimension,
    metric: (name: string) => catalogue.find((metric) => metric.name === name)?.label ?? spelledOut(name),
    head: (column: string) => {
      const base = column.replace(suffixes, '');
      const label = catalogue.find((metric) => metric.name === base)?.label ?? dimension(base);
      const suffix = suffixes.exec(column)?.[1];
      return suffix ? `${label} · ${translate(`explore.columns.${suffix}`)}` : label;
    },
    member: (name: string, value: string | number | null) => {
      const text = value === null || value === '' ? '–' : String(value);
      if (name === 'country') return formats.countryName(text);
      if (name === 'channel' || name === 'profit_center') return translate(`${name}.${text}`, { _: text });
      if (name === 'status' || name === 'line_status') return translate(`state.${text}`, { _: text });
      if (name === 'segment') return translate(`segment.${text}`, { _: text });
      return text;
    },
  };
}

/** `shop_name` → `Shop name`: for dimensions that have no word of their own yet. */
function spelledOut(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
