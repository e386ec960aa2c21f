import { type RaRecord, Show, useRecordContext, useTranslate } from 'react-admin';
import {
  DayField,
  MomentField,
  NumberText,
  RecordLink,
  StatusField,
  TextOrDash,
} from '../../fields/columns.tsx';
import { Fact, FactList } from '../../record/fact-list.tsx';
import { Figure, FigureStrip } from '../../record/figure-strip.tsx';
import { Panel, Panels } from '../../record/panel.tsx';
import { Plain } from '../../record/plain.tsx';
import { RecordHead } from '../../record/record-head.tsx';
import { DecisionForm } from './decision-form.tsx';

export function PurchaseSuggestionShow() {
  return (
    <Show component={Plain} actions={false} emptyWhileLoading>
      <SuggestionPage />
    </Show>
  );
}

function SuggestionPage() {
  const translate = useTranslate();
  const suggestion = useRecordContext();
  return (
    <>
      <RecordHead
        title={suggestion?.title || suggestion?.sku}
        note={suggestion?.suggestionId}
        state={<StatusField source="state" />}
      />
      <FigureStrip>
        <Figure source="qty">
          <NumberText source="qty" />
        </Figure>
        <Figure source="due">
          <DayField source="due" />
        </Figure>
        <Figure source="nodeId">
          <TextOrDash source="nodeId" />
        </Figure>
      </FigureStrip>
      <Panels columns="minmax(0, 2fr) minmax(300px, 1fr)">
        <Panel title={translate('resources.purchaseSuggestions.name', { smart_count: 1 })}>
          <FactList>
            <Fact source="reason">
              <TextOrDash source="reason" />
            </Fact>
            <Fact source="sku">
              <RecordLink resource="skus" id={suggestion?.sku} />
            </Fact>
            <Fact source="supplierId">
              <SupplierOf suggestion={suggestion} />
            </Fact>
            <Fact source="modelVersion">
              <TextOrDash source="modelVersion" />
            </Fact>
            <Fact source="proposedAt">
              <MomentField source="proposedAt" />
            </Fact>
            <Fact source="decidedBy">
              <TextOrDash source="decidedBy" />
            </Fact>
            <Fact source="decidedAt">
              <MomentField source="decidedAt" />
            </Fact>
          </FactList>
        </Panel>
        <DecisionForm />
      </Panels>
    </>
  );
}

function SupplierOf({ suggestion }: { suggestion: RaRecord | undefined }) {
  const supplier = suggestion?.supplier as { supplierId: string; name: string } | null | undefined;
  if (!supplier) return suggestion?.supplierId || '–';
  return (
    <RecordLink resource="suppliers" id={supplier.supplierId}>
      {supplier.name}
    </RecordLink>
  );
}
