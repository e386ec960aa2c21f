import { useGetList, useTranslate } from 'react-admin';
import { useFormats } from '../fields/formats.ts';
import { ShortList } from './short-list.tsx';

/** Purchase suggestions that wait for somebody, the most urgent first. */
export function WaitingDecisions() {
  const translate = useTranslate();
  const formats = useFormats();
  const { data } = useGetList('purchaseSuggestions', {
    filter: { state: ['proposed'] },
    sort: { field: 'due', order: 'ASC' },
    pagination: { page: 1, perPage: 5 },
  });
  return (
    <ShortList
      title={translate('home.decisions')}
      all="/purchaseSuggestions"
      resource="purchaseSuggestions"
      rows={data}
      empty={translate('home.nothing_waits')}
      name={({ sku }) => sku}
      note={({ nodeId, qty }) => `${formats.number(qty)} → ${nodeId}`}
      figure={({ due }) => formats.date(due)}
    />
  );
}
