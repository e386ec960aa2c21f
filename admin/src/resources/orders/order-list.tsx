import {
  DataTable,
  DateInput,
  List,
  SearchInput,
  SelectArrayInput,
  TextInput,
  useTranslate,
} from 'react-admin';
import {
  CountryField,
  KeyField,
  MomentField,
  MoneyField,
  NamedField,
  NumberText,
  ProfitCentreField,
  StatusField,
  TextOrDash,
} from '../../fields/columns.tsx';
import { ListActions } from '../list-actions.tsx';

const statuses = ['pending', 'paid', 'partially_shipped', 'shipped', 'delivered', 'cancelled', 'closed'];

export function OrderList() {
  const translate = useTranslate();
  const choices = statuses.map((id) => ({ id, name: translate(`state.${id}`) }));
  const filters = [
    <SearchInput key="q" source="q" alwaysOn />,
    <SelectArrayInput key="status" source="status" choices={choices} alwaysOn />,
    <DateInput key="from" source="placedAt_gte" alwaysOn />,
    <DateInput key="to" source="placedAt_lt" />,
    <TextInput key="channel" source="channel" />,
    <TextInput key="shopId" source="shopId" />,
    <TextInput key="country" source="country" />,
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
        <DataTable.Col source="channelOrderNo" field={KeyField} />
        <DataTable.Col source="status" field={StatusField} />
        <DataTable.Col source="placedAt" field={MomentField} />
        <DataTable.Col source="channel" field={NamedField} />
        <DataTable.Col source="shopId" />
        <DataTable.Col source="marketplace" />
        <DataTable.Col source="profitCenter" field={ProfitCentreField} />
        <DataTable.Col source="country" field={CountryField} />
        <DataTable.Col source="city" field={TextOrDash} />
        <DataTable.Col source="customerKey" field={TextOrDash} />
        <DataTable.Col align="right" source="units" field={NumberText} />
        <DataTable.Col align="right" source="totalAmount" field={MoneyField} />
        <DataTable.Col align="right" source="refundedAmount" field={MoneyField} />
      </DataTable>
    </List>
  );
}
