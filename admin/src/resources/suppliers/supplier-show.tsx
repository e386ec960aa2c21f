import { FunctionField, Show, useRecordContext, useTranslate } from 'react-admin';
import {
  CountryField,
  NumberText,
  PercentField,
  RecordLink,
  RiskMark,
  StatusField,
} from '../../fields/columns.tsx';
import { useFormats } from '../../fields/formats.ts';
import { GradeField, ScoreField } from '../../fields/score-field.tsx';
import { Fact, FactList } from '../../record/fact-list.tsx';
import { Figure, FigureStrip } from '../../record/figure-strip.tsx';
import { Panel, Panels } from '../../record/panel.tsx';
import { Plain } from '../../record/plain.tsx';
import { RecordHead } from '../../record/record-head.tsx';
import { Related } from '../../record/related.tsx';
import { RelatedSuggestions } from '../purchase-suggestions/related-suggestions.tsx';

export function SupplierShow() {
  return (
    <Show component={Plain} actions={false} emptyWhileLoading>
      <SupplierPage />
    </Show>
  );
}

function SupplierPage() {
  const translate = useTranslate();
  const supplier = useRecordContext();
  return (
    <>
      <RecordHead
        title={supplier?.name}
        note={supplier?.supplierId}
        state={<StatusField source="status" />}
      />
      <FigureStrip>
        <Figure source="grade">
          <GradeField source="grade" />
        </Figure>
        <Figure source="score">
          <NumberText source="score" />
        </Figure>
        <Figure source="onTimeRate">
          <PercentField source="onTimeRate" />
        </Figure>
        <Figure source="ppm">
          <NumberText source="ppm" />
        </Figure>
        <Figure source="poLines">
          <NumberText source="poLines" />
        </Figure>
      </FigureStrip>
      <Panels>
        <Panel title={translate('record.scores')}>
          <FactList>
            {['qualityScore', 'deliveryScore', 'costScore', 'serviceScore'].map((source) => (
              <Fact key={source} source={source}>
                <ScoreField source={source} />
              </Fact>
            ))}
          </FactList>
        </Panel>
        <Panel title={translate('record.basis')}>
          <FactList>
            <Fact source="country">
              <CountryField source="country" />
            </Fact>
            <Fact source="priceVariance">
              <PercentField source="priceVariance" />
            </Fact>
            <Fact source="acknowledgedRate">
              <PercentField source="acknowledgedRate" />
            </Fact>
            <Fact source="qualityEscapes">
              <NumberText source="qualityEscapes" />
            </Fact>
            <Fact source="isTentative">
              <FunctionField
                render={(record) => translate(record.isTentative ? 'record.tentative' : 'record.firm')}
              />
            </Fact>
          </FactList>
        </Panel>
      </Panels>
      <Panels columns="1fr">
        <RelatedSuggestions title="resources.suppliers.fields.purchaseSuggestions" />
        <SuppliedSkus />
      </Panels>
    </>
  );
}

function SuppliedSkus() {
  const formats = useFormats();
  const field = (name: string) => `resources.skus.fields.${name}`;
  return (
    <Related
      source="skus"
      title="resources.suppliers.fields.skus"
      rowKey="sku"
      columns={[
        { label: field('sku'), cell: (row) => <RecordLink resource="skus" id={String(row.sku)} /> },
        { label: field('title'), cell: (row) => String(row.title) },
        { label: field('risk'), cell: (row) => <RiskMark risk={String(row.risk)} /> },
        {
          label: field('daysOfCover'),
          right: true,
          cell: (row) => formats.number(row.daysOfCover as number | null, { digits: 0 }),
        },
      ]}
    />
  );
}
