import { DataTable, List, SearchInput, SelectArrayInput, TextInput, useTranslate } from 'react-admin';
import {
  DayField,
  KeyField,
  LongText,
  MomentField,
  NumberText,
  StatusField,
  TextOrDash,
} from '../../fields/columns.tsx';
import { ListActions } from '../list-actions.tsx';

const states = ['proposed', 'approved', 'edited', 'rejected'];

export function PurchaseSuggestionList() {
  const translate = useTranslate();
  const filters = [
    <SearchInput key="q" source="q" alwaysOn />,
    <SelectArrayInput
      key="state"
      source="state"
      choices={states.map((id) => ({ id, name: translate(`state.${id}`) }))}
      alwaysOn
    />,
    <TextInput key="sku" source="sku" />,
    <TextInput key="nodeId" source="nodeId" />,
  ];
  return (
    <List
      filters={filters}
      filterDefaultValues={{ state: ['proposed'] }}
      actions={<ListActions />}
      sort={{ field: 'due', order: 'ASC' }}
      perPage={25}
    >
      <DataTable
        rowClick="show"
        bulkActionButtons={false}
        hiddenColumns={['suggestionId', 'decidedBy', 'decidedAt', 'proposedAt']}
      >
        <DataTable.Col source="sku" field={KeyField} />
        <DataTable.Col source="title" field={LongText} />
        <DataTable.Col source="state" field={StatusField} />
        <DataTable.Col source="nodeId" />
        <DataTable.Col align="right" source="qty" field={NumberText} />
        <DataTable.Col source="due" field={DayField} />
        <DataTable.Col source="reason" field={LongText} />
        <DataTable.Col source="suggestionId" />
        <DataTable.Col source="decidedBy" field={TextOrDash} />
        <DataTable.Col source="proposedAt" field={MomentField} />
        <DataTable.Col source="decidedAt" field={MomentField} />
      </DataTable>
    </List>
  );
}
