import { Chip } from '@mui/material';
import { FunctionField, useTranslate } from 'react-admin';

/** The eleven RFM segments, best first. */
export const segments = [
  'Champions',
  'Loyal',
  'Potential Loyalist',
  'New',
  'Promising',
  'Need Attention',
  'About To Sleep',
  'At Risk',
  "Can't Lose Them",
  'Hibernating',
  'Lost',
];

const good = new Set(segments.slice(0, 3));
const bad = new Set(segments.slice(7));

/** `Can't Lose Them` → key `segment.cant_lose_them`. */
export function useSegmentName(): (segment: string) => string {
  const translate = useTranslate();
  return (segment) =>
    translate(`segment.${segment.toLowerCase().replaceAll("'", '').replaceAll(' ', '_')}`, { _: segment });
}

export function SegmentField({ source }: { source: string }) {
  const name = useSegmentName();
  return (
    <FunctionField
      source={source}
      render={(record) => {
        const segment = record[source] as string;
        const color = good.has(segment) ? 'success' : bad.has(segment) ? 'error' : 'default';
        return <Chip size="small" variant="outlined" color={color} label={name(segment)} />;
      }}
    />
  );
}
