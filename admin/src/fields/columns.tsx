import { Box } from '@mui/material';
import { FunctionField, Link, type RaRecord, useTranslate } from 'react-admin';
import { useFormats } from './formats.ts';
import { StateMark, type Tone } from './state-mark.tsx';

type Source = { source: string };
const textOf = (record: RaRecord, source: string): string | undefined => record[source] || undefined;

/** An amount in the currency that stands beside it in the record. */
export function MoneyField({ source, digits }: Source & { digits?: number }) {
  const formats = useFormats();
  return (
    <FunctionField
      source={source}
      textAlign="right"
      render={(record) =>
        record.currency
          ? formats.money(record[source], record.currency, digits === undefined ? {} : { digits })
          : formats.number(record[source], { digits: 2 })
      }
    />
  );
}

/** The group's money in a list: whole units, so that figures can be compared at a glance. */
export function WholeMoneyField({ source }: Source) {
  return <MoneyField source={source} digits={0} />;
}

export function NumberText({ source, digits = 0 }: Source & { digits?: number }) {
  const formats = useFormats();
  return <FunctionField source={source} render={(record) => formats.number(record[source], { digits })} />;
}

export function PercentField({ source }: Source) {
  const formats = useFormats();
  return <FunctionField source={source} render={(record) => formats.percent(record[source])} />;
}

export function MomentField({ source }: Source) {
  const formats = useFormats();
  return <FunctionField source={source} render={(record) => formats.dateTime(record[source])} />;
}

export function DayField({ source }: Source) {
  const formats = useFormats();
  return <FunctionField source={source} render={(record) => formats.date(record[source])} />;
}

export function CountryField({ source }: Source) {
  const formats = useFormats();
  return (
    <FunctionField
      source={source}
      render={(record) => (record[source] ? formats.countryName(record[source]) : '–')}
    />
  );
}

/** A text, or a dash where there is none. */
export function TextOrDash({ source }: Source) {
  return <FunctionField source={source} render={(record) => textOf(record, source) ?? '–'} />;
}

/** A word of the data that the console has a name for: `channel` → «Mercado Libre». */
export function NamedField({ source, words = source }: Source & { words?: string }) {
  const translate = useTranslate();
  return (
    <FunctionField
      source={source}
      render={(record) => {
        const word = textOf(record, source);
        return word === undefined ? '–' : translate(`${words}.${word}`, { _: word });
      }}
    />
  );
}

export function ProfitCentreField({ source }: Source) {
  return <NamedField source={source} words="profit_center" />;
}

/** An identifier: narrow digits, never broken; the row's own stands out. */
export function KeyField({ source }: Source) {
  return (
    <FunctionField
      source={source}
      render={(record) => (
        <Box component="span" sx={{ fontWeight: 560, fontVariantNumeric: 'tabular-nums' }}>
          {textOf(record, source) ?? '–'}
        </Box>
      )}
    />
  );
}

/** A text that may be long: one line, cut at the edge, in full under the pointer. */
export function LongText({ source, width = 300 }: Source & { width?: number }) {
  return (
    <FunctionField
      source={source}
      render={(record) => (
        <Box
          component="span"
          title={textOf(record, source)}
          sx={{ display: 'block', maxWidth: width, overflow: 'hidden', textOverflow: 'ellipsis' }}
        >
          {textOf(record, source) ?? '–'}
        </Box>
      )}
    />
  );
}

/** A link to another record. */
export function RecordLink({ resource, id, children }: { resource: string; id: string; children?: string }) {
  return <Link to={`/${resource}/${encodeURIComponent(id)}/show`}>{children ?? id}</Link>;
}

const toneOfState: Readonly<Record<string, Tone>> = {
  delivered: 'good',
  approved: 'good',
  edited: 'good',
  active: 'good',
  shipped: 'busy',
  partially_shipped: 'busy',
  paid: 'busy',
  cancelled: 'bad',
  rejected: 'bad',
  blocked: 'bad',
  pending: 'warn',
  proposed: 'warn',
  phase_out: 'warn',
};

export function StatusField({ source }: Source) {
  const translate = useTranslate();
  return (
    <FunctionField
      source={source}
      render={(record) => {
        const state = textOf(record, source);
        if (state === undefined) return '–';
        return (
          <StateMark tone={toneOfState[state] ?? 'quiet'} label={translate(`state.${state}`, { _: state })} />
        );
      }}
    />
  );
}

const toneOfRisk: Readonly<Record<string, Tone>> = { high: 'bad', medium: 'warn', low: 'good' };

/** How soon a SKU may run out. */
export function RiskMark({ risk }: { risk: string }) {
  const translate = useTranslate();
  return <StateMark tone={toneOfRisk[risk] ?? 'quiet'} label={translate(`risk.${risk}`, { _: risk })} />;
}

export function RiskField({ source }: Source) {
  return (
    <FunctionField source={source} render={(record) => <RiskMark risk={record[source] || 'unknown'} />} />
  );
}
