import { FunctionField, useTranslate } from 'react-admin';
import { StateMark } from '../../fields/state-mark.tsx';

/** The eleven RFM segments, best first. */
export const segments = [
  'champions',
  'loyal',
  'potential_loyalist',
  'new',
  'promising',
  'need_attention',
  'about_to_sleep',
  'at_risk',
  'cannot_lose_them',
  'hibernating',
  'lost',
];

const good = new Set(segments.slice(0, 3));
const alarming = new Set(['at_risk', 'cannot_lose_them']);
const gone = new Set(['hibernating', 'lost']);

export function SegmentMark({ segment }: { segment: string }) {
  const translate = useTranslate();
  const tone = good.has(segment)
    ? 'good'
    : alarming.has(segment)
      ? 'bad'
      : gone.has(segment)
        ? 'quiet'
        : 'busy';
  return <StateMark tone={tone} label={translate(`segment.${segment}`, { _: segment })} />;
}

export function SegmentField({ source }: { source: string }) {
  return <FunctionField source={source} render={(record) => <SegmentMark segment={record[source]} />} />;
}
