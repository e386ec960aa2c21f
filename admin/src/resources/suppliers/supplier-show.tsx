import { Labeled, Show, TextField } from 'react-admin';
import { CountryField, NumberText, PercentField, ScoreField } from '../../fields/columns.tsx';
import { Facts } from '../facts.tsx';
import { RelatedSuggestions } from '../purchase-suggestions/related-suggestions.tsx';

export function SupplierShow() {
  return (
    <Show>
      <Facts>
        <Labeled source="name">
          <TextField source="name" />
        </Labeled>
        <Labeled source="country">
          <CountryField source="country" />
        </Labeled>
        <Labeled source="grade">
          <TextField source="grade" />
        </Labeled>
        <Labeled source="poLines">
          <NumberText source="poLines" />
        </Labeled>
        <Labeled source="onTimeRate">
          <PercentField source="onTimeRate" />
        </Labeled>
        <Labeled source="ppm">
          <NumberText source="ppm" />
        </Labeled>
      </Facts>
      <Facts>
        <Labeled source="score">
          <ScoreField source="score" />
        </Labeled>
        <Labeled source="qualityScore">
          <ScoreField source="qualityScore" />
        </Labeled>
        <Labeled source="deliveryScore">
          <ScoreField source="deliveryScore" />
        </Labeled>
        <Labeled source="costScore">
          <ScoreField source="costScore" />
        </Labeled>
        <Labeled source="serviceScore">
          <ScoreField source="serviceScore" />
        </Labeled>
      </Facts>
      <RelatedSuggestions title="resources.suppliers.fields.purchaseSuggestions" />
    </Show>
  );
}
