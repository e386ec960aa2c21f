import { Labeled, Show, TextField } from 'react-admin';
import { DayField, MomentField, NumberText, StatusField } from '../../fields/columns.tsx';
import { Facts } from '../facts.tsx';
import { DecisionForm } from './decision-form.tsx';

export function PurchaseSuggestionShow() {
  return (
    <Show>
      <Facts>
        <Labeled source="state">
          <StatusField source="state" />
        </Labeled>
        <Labeled source="sku">
          <TextField source="sku" />
        </Labeled>
        <Labeled source="nodeId">
          <TextField source="nodeId" />
        </Labeled>
        <Labeled source="supplierId">
          <TextField source="supplierId" emptyText="–" />
        </Labeled>
        <Labeled source="qty">
          <NumberText source="qty" />
        </Labeled>
        <Labeled source="due">
          <DayField source="due" />
        </Labeled>
        <Labeled source="reason">
          <TextField source="reason" />
        </Labeled>
        <Labeled source="modelVersion">
          <TextField source="modelVersion" emptyText="–" />
        </Labeled>
        <Labeled source="proposedAt">
          <MomentField source="proposedAt" />
        </Labeled>
        <Labeled source="by">
          <TextField source="by" emptyText="–" />
        </Labeled>
        <Labeled source="decidedAt">
          <MomentField source="decidedAt" />
        </Labeled>
      </Facts>
      <DecisionForm />
    </Show>
  );
}
