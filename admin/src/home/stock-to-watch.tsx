import { useGetList, useTranslate } from 'react-admin';
import { useFormats } from '../fields/formats.ts';
import { ShortList } from './short-list.tsx';

/** The days of cover at which the wall screen shows a SKU as well. */
const filter = { daysOfCover_lt: 14, status: ['active'] };

/** SKUs whose stock lasts the fewest days at the demand that is forecast. */
export function StockToWatch() {
  const translate = useTranslate();
  const formats = useFormats();
  const { data } = useGetList('skus', {
    filter,
    sort: { field: 'daysOfCover', order: 'ASC' },
    pagination: { page: 1, perPage: 6 },
  });
  return (
    <ShortList
      title={translate('home.stock')}
      all={`/skus?filter=${encodeURIComponent(JSON.stringify(filter))}&sort=daysOfCover&order=ASC`}
      resource="skus"
      rows={data}
      empty={translate('record.none')}
      name={({ sku }) => sku}
      note={({ title }) => title}
      figure={({ daysOfCover }) =>
        translate('home.days', { value: formats.number(daysOfCover, { digits: 0 }) })
      }
    />
  );
}
