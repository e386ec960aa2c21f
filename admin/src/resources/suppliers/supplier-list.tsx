import { DataTable, List, SearchInput, SelectArrayInput, TextInput } from 'react-admin';
import { CountryField, KeyField, NumberText, PercentField, StatusField } from '../../fields/columns.tsx';
import { GradeField, ScoreField } from '../../fields/score-field.tsx';
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
      <DataTable rowClick="show" bulkActionButtons={false} hiddenColumns={['supplierId', 'status', 'ppm']}>
        <DataTable.Col source="name" field={KeyField} />
        <DataTable.Col source="supplierId" />
        <DataTable.Col source="grade" field={GradeField} />
        <DataTable.Col source="score" field={ScoreField} />
        <DataTable.Col source="qualityScore" field={ScoreField} />
        <DataTable.Col source="deliveryScore" field={ScoreField} />
        <DataTable.Col source="costScore" field={ScoreField} />
        <DataTable.Col source="serviceScore" field={ScoreField} />
        <DataTable.Col align="right" source="onTimeRate" field={PercentField} />
        <DataTable.Col align="right" source="ppm" field={NumberText} />
        <DataTable.Col align="right" source="poLines" field={NumberText} />
        <DataTable.Col source="country" field={CountryField} />
        <DataTable.Col source="status" field={StatusField} />
      </DataTable>
    </List>
  );
}
