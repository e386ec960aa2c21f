import { Show, useRecordContext, useTranslate } from 'react-admin';
import {
  CountryField,
  DayField,
  NamedField,
  NumberText,
  ProfitCentreField,
  RecordLink,
  TextOrDash,
  WholeMoneyField,
} from '../../fields/columns.tsx';
import { useFormats } from '../../fields/formats.ts';
import { Fact, FactList } from '../../record/fact-list.tsx';
import { Figure, FigureStrip } from '../../record/figure-strip.tsx';
import { Panel, Panels } from '../../record/panel.tsx';
import { Plain } from '../../record/plain.tsx';
import { RecordHead } from '../../record/record-head.tsx';
import { Related } from '../../record/related.tsx';
import { RfmField } from './rfm-field.tsx';
import { SegmentField } from './segment.tsx';

export function CustomerShow() {
  return (
    <Show component={Plain} actions={false} emptyWhileLoading>
      <CustomerPage />
    </Show>
  );
}

function CustomerPage() {
  const translate = useTranslate();
  const customer = useRecordContext();
  return (
    <>
      <RecordHead title={customer?.customerKey} state={<SegmentField source="segment" />} />
      <FigureStrip>
        <Figure source="monetaryAmount">
          <WholeMoneyField source="monetaryAmount" />
        </Figure>
        <Figure source="frequency">
          <NumberText source="frequency" />
        </Figure>
        <Figure source="recencyDays">
          <NumberText source="recencyDays" />
        </Figure>
        <Figure source="rfm">
          <RfmField large />
        </Figure>
      </FigureStrip>
      <Panels columns="minmax(0, 2fr) minmax(300px, 1fr)">
        <CustomerOrders />
        <Panel title={translate('record.profile')} sx={{ alignSelf: 'start' }}>
          <FactList>
            <Fact source="channel">
              <NamedField source="channel" />
            </Fact>
            <Fact source="shopId">
              <TextOrDash source="shopId" />
            </Fact>
            <Fact source="profitCenter">
              <ProfitCentreField source="profitCenter" />
            </Fact>
            <Fact source="country">
              <CountryField source="country" />
            </Fact>
            <Fact source="firstOrderDay">
              <DayField source="firstOrderDay" />
            </Fact>
            <Fact source="lastOrderDay">
              <DayField source="lastOrderDay" />
            </Fact>
          </FactList>
        </Panel>
      </Panels>
    </>
  );
}

function CustomerOrders() {
  const translate = useTranslate();
  const formats = useFormats();
  const field = (name: string) => `resources.orders.fields.${name}`;
  return (
    <Related
      source="orders"
      title="resources.customers.fields.orders"
      rowKey="orderId"
      columns={[
        {
          label: field('channelOrderNo'),
          cell: (row) => (
            <RecordLink resource="orders" id={String(row.orderId)}>
              {String(row.channelOrderNo)}
            </RecordLink>
          ),
        },
        { label: field('placedAt'), cell: (row) => formats.dateTime(row.placedAt as string) },
        {
          label: field('status'),
          cell: (row) => translate(`state.${row.status}`, { _: String(row.status) }),
        },
        { label: field('units'), right: true, cell: (row) => formats.number(row.units as string) },
        {
          label: field('totalAmount'),
          right: true,
          cell: (row) => formats.money(row.totalAmount as string, String(row.currency)),
        },
      ]}
    />
  );
}
