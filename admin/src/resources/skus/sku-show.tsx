import { type RaRecord, Show, useRecordContext, useTranslate } from 'react-admin';
import {
  DayField,
  NumberText,
  RecordLink,
  RiskField,
  StatusField,
  TextOrDash,
} from '../../fields/columns.tsx';
import { Fact, FactList } from '../../record/fact-list.tsx';
import { Figure, FigureStrip } from '../../record/figure-strip.tsx';
import { Panel, Panels } from '../../record/panel.tsx';
import { Plain } from '../../record/plain.tsx';
import { RecordHead } from '../../record/record-head.tsx';
import { RelatedSuggestions } from '../purchase-suggestions/related-suggestions.tsx';
import { DemandChart } from './demand-chart.tsx';

export function SkuShow() {
  return (
    <Show component={Plain} actions={false} emptyWhileLoading>
      <SkuPage />
    </Show>
  );
}

function SkuPage() {
  const translate = useTranslate();
  const sku = useRecordContext();
  return (
    <>
      <RecordHead title={sku?.title} note={sku?.sku} state={<StatusField source="status" />} />
      <FigureStrip>
        <Figure source="risk">
          <RiskField source="risk" />
        </Figure>
        <Figure source="available">
          <NumberText source="available" />
        </Figure>
        <Figure source="inbound">
          <NumberText source="inbound" />
        </Figure>
        <Figure source="forecast28d">
          <NumberText source="forecast28d" />
        </Figure>
        <Figure source="daysOfCover">
          <NumberText source="daysOfCover" />
        </Figure>
        <Figure source="daysOfCoverWithInbound">
          <NumberText source="daysOfCoverWithInbound" />
        </Figure>
      </FigureStrip>
      <Panels columns="minmax(0, 2fr) minmax(300px, 1fr)">
        <DemandChart />
        <Panel title={translate('record.profile')}>
          <FactList>
            <Fact source="categoryPath">
              <TextOrDash source="categoryPath" />
            </Fact>
            <Fact source="brand">
              <TextOrDash source="brand" />
            </Fact>
            <Fact source="supplierId">
              <SupplierOf sku={sku} />
            </Fact>
            <Fact source="leadTimeDays">
              <NumberText source="leadTimeDays" />
            </Fact>
            <Fact source="launchDate">
              <DayField source="launchDate" />
            </Fact>
            <Fact source="weightKg">
              <NumberText source="weightKg" digits={3} />
            </Fact>
            <Fact source="parentSku">
              <TextOrDash source="parentSku" />
            </Fact>
          </FactList>
        </Panel>
      </Panels>
      <RelatedSuggestions title="resources.skus.fields.purchaseSuggestions" />
    </>
  );
}

function SupplierOf({ sku }: { sku: RaRecord | undefined }) {
  const supplier = sku?.supplier as { name: string; grade: string } | null | undefined;
  if (!supplier) return sku?.supplierId || '–';
  return (
    <RecordLink resource="suppliers" id={sku?.supplierId}>
      {supplier.grade ? `${supplier.name} · ${supplier.grade}` : supplier.name}
    </RecordLink>
  );
}
