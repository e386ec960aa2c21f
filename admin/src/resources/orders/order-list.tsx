import {
  DataTable,
  DateInput,
  List,
  SearchInput,
  SelectArrayInput,
  TextInput,
  useTranslate,
} from 'react-admin';
import { CountryField, MomentField, MoneyField, NumberText, StatusField } from '../../fields/columns.tsx';
import { ListActions } from '../list-actions.tsx';

const statuses = ['pending', 'paid', 'partially_shipped', 'shipped', 'delivered', 'cancelled', 'closed'];

export function OrderList() {
  const translate = useTranslate();
  const choices = statuses.map((id) => ({ id, name: translate(`state.${id}`) }));
  const filters = [
    <SearchInput key="q" source="q" alwaysOn />,
    <SelectArrayInput key="status" source="status" choices={choices} alwaysOn />,
    <TextInput key="channel" source="channel" />,
    <TextInput key="shopId" source="shopId" />,
    <TextInput key="country" source="country" />,
    <DateInput key="from" source="placedAt_gte" />,
    <DateInput key="to" source="placedAt_lt" />,
  ];
  return (
    <List
      filters={filters}
      actions={<ListActions />}
      sort={{ field: 'placedAt', order: 'DESC' }}
      perPage={25}
    >
      <DataTable
        rowClick="show"
        bulkActionButtons={false}
        hiddenColumns={['marketplace', 'profitCenter', 'city', 'customerKey', 'refundedAmount']}
      >
        <DataTable.Col source="orderId" />
        <DataTable.Col source="status" field={StatusField} />
        <DataTable.Col source="placedAt" field={MomentField} />
        <DataTable.Col source="channel" />
        <DataTable.Col source="shopId" />
        <DataTable.Col source="marketplace" />
        <DataTable.Col source="profitCenter" />
        <DataTable.Col source="country" field={CountryField} />
        <DataTable.Col source="city" />
        <DataTable.Col source="customerKey" />
        <DataTable.NumberCol source="units" field={NumberText} />
        <DataTable.NumberCol source="totalAmount" field={MoneyField} />
        <DataTable.NumberCol source="refundedAmount" field={MoneyField} />
      </DataTable>
    </List>
  );
}
