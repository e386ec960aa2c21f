import { DataTable, List, NumberInput, SearchInput, TextInput } from 'react-admin';
import { DayField, NumberText, StatusField } from '../../fields/columns.tsx';
import { ListActions } from '../list-actions.tsx';

export function SkuList() {
  const filters = [
    <SearchInput key="q" source="q" alwaysOn />,
    <TextInput key="category" source="category" alwaysOn />,
    <TextInput key="brand" source="brand" />,
    <TextInput key="supplierId" source="supplierId" />,
    <NumberInput key="cover" source="daysOfCover_lt" />,
  ];
  return (
    <List
      filters={filters}
      actions={<ListActions />}
      sort={{ field: 'daysOfCover', order: 'ASC' }}
      perPage={25}
    >
      <DataTable rowClick="show" bulkActionButtons={false} hiddenColumns={['launchDate', 'supplierId']}>
        <DataTable.Col source="sku" />
        <DataTable.Col source="title" />
        <DataTable.Col source="category" />
        <DataTable.Col source="brand" />
        <DataTable.Col source="supplierId" />
        <DataTable.Col source="status" field={StatusField} />
        <DataTable.Col source="launchDate" field={DayField} />
        <DataTable.NumberCol source="available" field={NumberText} />
        <DataTable.NumberCol source="inbound" field={NumberText} />
        <DataTable.NumberCol source="forecast28d" field={NumberText} />
        <DataTable.NumberCol source="daysOfCover" field={NumberText} />
      </DataTable>
    </List>
  );
}
