import { Labeled, Link, Show, TextField, useTranslate } from 'react-admin';
import { CountryField, DayField, NumberText } from '../../fields/columns.tsx';
import { useFormats } from '../../fields/formats.ts';
import { ReportingMoneyField } from '../../fields/reporting-money.tsx';
import { Facts } from '../facts.tsx';
import { Related } from '../related.tsx';
import { SegmentField } from './segment.tsx';

export function CustomerShow() {
  const formats = useFormats();
  const translate = useTranslate();
  return (
    <Show>
      <Facts>
        <Labeled source="segment">
          <SegmentField source="segment" />
        </Labeled>
        <Labeled source="customerKey">
          <TextField source="customerKey" />
        </Labeled>
        <Labeled source="channel">
          <TextField source="channel" />
        </Labeled>
        <Labeled source="shopId">
          <TextField source="shopId" />
        </Labeled>
        <Labeled source="country">
          <CountryField source="country" />
        </Labeled>
        <Labeled source="r">
          <TextField source="r" />
        </Labeled>
        <Labeled source="f">
          <TextField source="f" />
        </Labeled>
        <Labeled source="m">
          <TextField source="m" />
        </Labeled>
        <Labeled source="recencyDays">
          <NumberText source="recencyDays" />
        </Labeled>
        <Labeled source="frequency">
          <NumberText source="frequency" />
        </Labeled>
        <Labeled source="monetaryAmount">
          <ReportingMoneyField source="monetaryAmount" />
        </Labeled>
        <Labeled source="orderCount">
          <NumberText source="orderCount" />
        </Labeled>
        <Labeled source="firstOrderDay">
          <DayField source="firstOrderDay" />
        </Labeled>
        <Labeled source="lastOrderDay">
          <DayField source="lastOrderDay" />
        </Labeled>
      </Facts>
      <Related
        source="orders"
        title="resources.customers.fields.orders"
        rowKey="orderId"
        columns={[
          {
            label: 'resources.orders.fields.orderId',
            cell: (row) => (
              <Link to={`/orders/${encodeURIComponent(String(row.orderId))}/show`}>
                {String(row.orderId)}
              </Link>
            ),
          },
          {
            label: 'resources.orders.fields.placedAt',
            cell: (row) => formats.dateTime(row.placedAt as string),
          },
          {
            label: 'resources.orders.fields.status',
            cell: (row) => translate(`state.${row.status}`, { _: String(row.status) }),
          },
          {
            label: 'resources.orders.fields.units',
            right: true,
            cell: (row) => formats.number(row.units as string),
          },
          {
            label: 'resources.orders.fields.totalAmount',
            right: true,
            cell: (row) => formats.money(row.totalAmount as string, String(row.currency)),
          },
        ]}
      />
    </Show>
  );
}
