import {
  DataTable,
  List,
  NumberInput,
  SearchInput,
  SelectArrayInput,
  TextInput,
  useTranslate,
} from 'react-admin';
import { DayField, KeyField, LongText, NumberText, RiskField, StatusField } from '../../fields/columns.tsx';
import { ListActions } from '../list-actions.tsx';

const risks = ['high', 'medium', 'low', 'unknown'];

export function SkuList() {
  const translate = useTranslate();
  const filters = [
    <SearchInput key="q" source="q" alwaysOn />,
    <SelectArrayInput
      key="risk"
      source="risk"
      choices={risks.map((id) => ({ id, name: translate(`risk.${id}`) }))}
      alwaysOn
    />,
    <TextInput key="category" source="category" />,
    <TextInput key="brand" source="brand" />,
    <TextInput key="supplierId" source="supplierId" />,
    <NumberInput key="cover" source="daysOfCover_lt" />,
  ];
  return (
    <List
      filters={filters}
      actions={<ListActions />}
      sort={{ field: 'forecast28d', order: 'DESC' }}
      perPage={25}
    >
      <DataTable
        rowClick="show"
        bulkActionButtons={false}
        hiddenColumns={['launchDate', 'supplierName', 'brand', 'leadTimeDays']}
      >
        <DataTable.Col source="sku" field={KeyField} />
        <DataTable.Col source="title" field={LongText} />
        <DataTable.Col source="category" />
        <DataTable.Col source="brand" />
        <DataTable.Col source="supplierName" field={LongText} />
        <DataTable.Col source="status" field={StatusField} />
        <DataTable.Col source="launchDate" field={DayField} />
        <DataTable.Col source="risk" field={RiskField} />
        <DataTable.Col align="right" source="available" field={NumberText} />
        <DataTable.Col align="right" source="inbound" field={NumberText} />
        <DataTable.Col align="right" source="forecast28d" field={NumberText} />
        <DataTable.Col align="right" source="daysOfCover" field={NumberText} />
        <DataTable.Col align="right" source="leadTimeDays" field={NumberText} />
      </DataTable>
    </List>
  );
}
