import { DataTable, List, SearchInput, SelectArrayInput, TextInput } from 'react-admin';
import { CountryField, DayField, NumberText } from '../../fields/columns.tsx';
import { ReportingMoneyField } from '../../fields/reporting-money.tsx';
import { ListActions } from '../list-actions.tsx';
import { SegmentField, segments, useSegmentName } from './segment.tsx';

export function CustomerList() {
  const segmentName = useSegmentName();
  const filters = [
    <SearchInput key="q" source="q" alwaysOn />,
    <SelectArrayInput
      key="segment"
      source="segment"
      choices={segments.map((id) => ({ id, name: segmentName(id) }))}
      alwaysOn
    />,
    <TextInput key="channel" source="channel" />,
    <TextInput key="shopId" source="shopId" />,
    <TextInput key="country" source="country" />,
  ];
  return (
    <List
      filters={filters}
      actions={<ListActions />}
      sort={{ field: 'monetaryAmount', order: 'DESC' }}
      perPage={25}
    >
      <DataTable rowClick="show" bulkActionButtons={false} hiddenColumns={['firstOrderDay', 'orderCount']}>
        <DataTable.Col source="customerKey" />
        <DataTable.Col source="segment" field={SegmentField} />
        <DataTable.Col source="channel" />
        <DataTable.Col source="shopId" />
        <DataTable.Col source="country" field={CountryField} />
        <DataTable.NumberCol source="r" />
        <DataTable.NumberCol source="f" />
        <DataTable.NumberCol source="m" />
        <DataTable.NumberCol source="recencyDays" field={NumberText} />
        <DataTable.NumberCol source="frequency" field={NumberText} />
        <DataTable.NumberCol source="monetaryAmount" field={ReportingMoneyField} />
        <DataTable.NumberCol source="orderCount" field={NumberText} />
        <DataTable.Col source="firstOrderDay" field={DayField} />
        <DataTable.Col source="lastOrderDay" field={DayField} />
      </DataTable>
    </List>
  );
}
