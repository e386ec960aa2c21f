import { FunctionField, Labeled, Link, Show, TextField } from 'react-admin';
import { DayField, NumberText, StatusField } from '../../fields/columns.tsx';
import { Facts } from '../facts.tsx';
import { RelatedSuggestions } from '../purchase-suggestions/related-suggestions.tsx';

export function SkuShow() {
  return (
    <Show>
      <Facts>
        <Labeled source="title">
          <TextField source="title" />
        </Labeled>
        <Labeled source="status">
          <StatusField source="status" />
        </Labeled>
        <Labeled source="category">
          <TextField source="category" />
        </Labeled>
        <Labeled source="brand">
          <TextField source="brand" emptyText="–" />
        </Labeled>
        <Labeled source="launchDate">
          <DayField source="launchDate" />
        </Labeled>
        <Labeled source="weightKg">
          <NumberText source="weightKg" digits={3} />
        </Labeled>
        <Labeled source="supplierId">
          <FunctionField
            source="supplierId"
            render={(sku) =>
              sku.supplier ? (
                <Link to={`/suppliers/${encodeURIComponent(sku.supplierId)}/show`}>
                  {sku.supplier.name} · {sku.supplier.grade}
                </Link>
              ) : (
                (sku.supplierId ?? '–')
              )
            }
          />
        </Labeled>
      </Facts>
      <Facts>
        <Labeled source="available">
          <NumberText source="available" />
        </Labeled>
        <Labeled source="inbound">
          <NumberText source="inbound" />
        </Labeled>
        <Labeled source="forecast28d">
          <NumberText source="forecast28d" />
        </Labeled>
        <Labeled source="daysOfCover">
          <NumberText source="daysOfCover" />
        </Labeled>
      </Facts>
      <RelatedSuggestions title="resources.skus.fields.purchaseSuggestions" />
    </Show>
  );
}
