import { DataTable, List, SearchInput, SelectArrayInput, TextInput } from 'react-admin';
import { CountryField, NumberText, PercentField, ScoreField } from '../../fields/columns.tsx';
import { ListActions } from '../list-actions.tsx';

const grades = ['A', 'B', 'C', 'D'].map((id) => ({ id, name: id }));

export function SupplierList() {
  const filters = [
    <SearchInput key="q" source="q" alwaysOn />,
    <SelectArrayInput key="grade" source="grade" choices={grades} alwaysOn />,
    <TextInput key="country" source="country" />,
  ];
  return (
    <List filters={filters} actions={<ListActions />} sort={{ field: 'score', order: 'DESC' }} perPage={25}>
      <DataTable rowClick="show" bulkActionButtons={false}>
        <DataTable.Col source="supplierId" />
        <DataTable.Col source="name" />
        <DataTable.Col source="country" field={CountryField} />
        <DataTable.Col source="grade" />
        <DataTable.Col source="score" field={ScoreField} />
        <DataTable.Col source="qualityScore" field={ScoreField} />
        <DataTable.Col source="deliveryScore" field={ScoreField} />
        <DataTable.Col source="costScore" field={ScoreField} />
        <DataTable.NumberCol source="onTimeRate" field={PercentField} />
        <DataTable.NumberCol source="ppm" field={NumberText} />
        <DataTable.NumberCol source="poLines" field={NumberText} />
      </DataTable>
    </List>
  );
}
