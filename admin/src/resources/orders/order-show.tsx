import { FunctionField, Labeled, Link, Show, TextField } from 'react-admin';
import { CountryField, MomentField, MoneyField, NumberText, StatusField } from '../../fields/columns.tsx';
import { Facts } from '../facts.tsx';

export function OrderShow() {
  return (
    <Show>
      <Facts>
        <Labeled source="status">
          <StatusField source="status" />
        </Labeled>
        <Labeled source="totalAmount">
          <MoneyField source="totalAmount" />
        </Labeled>
        <Labeled source="refundedAmount">
          <MoneyField source="refundedAmount" />
        </Labeled>
        <Labeled source="units">
          <NumberText source="units" />
        </Labeled>
        <Labeled source="lineCount">
          <NumberText source="lineCount" />
        </Labeled>
        <Labeled source="channelOrderNo">
          <TextField source="channelOrderNo" />
        </Labeled>
        <Labeled source="channel">
          <TextField source="channel" />
        </Labeled>
        <Labeled source="shopId">
          <TextField source="shopId" />
        </Labeled>
        <Labeled source="profitCenter">
          <TextField source="profitCenter" />
        </Labeled>
        <Labeled source="country">
          <CountryField source="country" />
        </Labeled>
        <Labeled source="city">
          <TextField source="city" emptyText="–" />
        </Labeled>
        <Labeled source="customerKey">
          <FunctionField
            source="customerKey"
            render={(order) =>
              order.customer ? (
                <Link to={`/customers/${encodeURIComponent(order.customerKey)}/show`}>
                  {order.customerKey} · {order.customer.segment}
                </Link>
              ) : (
                (order.customerKey ?? '–')
              )
            }
          />
        </Labeled>
      </Facts>
      <Facts>
        <Labeled source="placedAt">
          <MomentField source="placedAt" />
        </Labeled>
        <Labeled source="paidAt">
          <MomentField source="paidAt" />
        </Labeled>
        <Labeled source="shippedAt">
          <MomentField source="shippedAt" />
        </Labeled>
        <Labeled source="deliveredAt">
          <MomentField source="deliveredAt" />
        </Labeled>
        <Labeled source="cancelledAt">
          <MomentField source="cancelledAt" />
        </Labeled>
      </Facts>
    </Show>
  );
}
