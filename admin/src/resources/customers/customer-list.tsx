import { DataTable, List, SearchInput, SelectArrayInput, TextInput, useTranslate } from 'react-admin';
import {
  CountryField,
  DayField,
  KeyField,
  NamedField,
  NumberText,
  WholeMoneyField,
} from '../../fields/columns.tsx';
import { ListActions } from '../list-actions.tsx';
import { RfmField } from './rfm-field.tsx';
import { SegmentField, segments } from './segment.tsx';

export function CustomerList() {
  const translate = useTranslate();
  const filters = [
    <SearchInput key="q" source="q" alwaysOn />,
    <SelectArrayInput
      key="segment"
      source="segment"
      choices={segments.map((id) => ({ id, name: translate(`segment.${id}`) }))}
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
      <DataTable rowClick="show" bulkActionButtons={false} hiddenColumns={['firstOrderDay', 'shopId']}>
        <DataTable.Col source="customerKey" field={KeyField} />
        <DataTable.Col source="segment" field={SegmentField} />
        <DataTable.Col source="rfm" field={RfmField} disableSort />
        <DataTable.Col source="channel" field={NamedField} />
        <DataTable.Col source="shopId" />
        <DataTable.Col source="country" field={CountryField} />
        <DataTable.Col align="right" source="frequency" field={NumberText} />
        <DataTable.Col align="right" source="monetaryAmount" field={WholeMoneyField} />
        <DataTable.Col align="right" source="recencyDays" field={NumberText} />
        <DataTable.Col source="firstOrderDay" field={DayField} />
        <DataTable.Col source="lastOrderDay" field={DayField} />
      </DataTable>
    </List>
  );
}
