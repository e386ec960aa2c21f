import { Show, useRecordContext, useTranslate } from 'react-admin';
import {
  CountryField,
  MomentField,
  MoneyField,
  NamedField,
  NumberText,
  ProfitCentreField,
  StatusField,
  TextOrDash,
} from '../../fields/columns.tsx';
import { Fact, FactList } from '../../record/fact-list.tsx';
import { Figure, FigureStrip } from '../../record/figure-strip.tsx';
import { Panel, Panels } from '../../record/panel.tsx';
import { Plain } from '../../record/plain.tsx';
import { RecordHead } from '../../record/record-head.tsx';
import { Buyer } from './buyer.tsx';
import { Milestones } from './milestones.tsx';
import { OrderLines } from './order-lines.tsx';

export function OrderShow() {
  return (
    <Show component={Plain} actions={false} emptyWhileLoading>
      <OrderPage />
    </Show>
  );
}

function OrderPage() {
  const translate = useTranslate();
  const order = useRecordContext();
  return (
    <>
      <RecordHead
        title={order?.channelOrderNo}
        note={order?.orderId}
        state={<StatusField source="status" />}
      />
      <FigureStrip>
        <Figure source="totalAmount">
          <MoneyField source="totalAmount" />
        </Figure>
        <Figure source="refundedAmount">
          <MoneyField source="refundedAmount" />
        </Figure>
        <Figure source="units">
          <NumberText source="units" />
        </Figure>
        <Figure source="lineCount">
          <NumberText source="lineCount" />
        </Figure>
      </FigureStrip>
      <Panels columns="1fr">
        <Panel title={translate('record.milestones')}>
          <Milestones />
        </Panel>
        <OrderLines />
      </Panels>
      <Panels columns="1fr 1fr 1fr">
        <Panel title={translate('record.buyer')}>
          <Buyer />
        </Panel>
        <Panel title={translate('record.order')}>
          <FactList>
            <Fact source="channel">
              <NamedField source="channel" />
            </Fact>
            <Fact source="shopId">
              <TextOrDash source="shopId" />
            </Fact>
            <Fact source="entity">
              <TextOrDash source="entity" />
            </Fact>
            <Fact source="profitCenter">
              <ProfitCentreField source="profitCenter" />
            </Fact>
          </FactList>
        </Panel>
        <Panel title={translate('resources.orders.fields.fulfilment')}>
          <FactList>
            <Fact source="country">
              <CountryField source="country" />
            </Fact>
            <Fact source="city">
              <TextOrDash source="city" />
            </Fact>
            <Fact source="promiseShipBy">
              <MomentField source="promiseShipBy" />
            </Fact>
            <Fact source="promiseDeliverBy">
              <MomentField source="promiseDeliverBy" />
            </Fact>
          </FactList>
        </Panel>
      </Panels>
    </>
  );
}
