import { FunctionField } from 'react-admin';
import { useFormats } from './formats.ts';

/** An amount in the group's reporting currency; the record carries it as `reportingCurrency` where the model does. */
export function ReportingMoneyField({ source }: { source: string }) {
  const formats = useFormats();
  return (
    <FunctionField
      source={source}
      render={(record) => {
        const currency = record.reportingCurrency ?? record.currency;
        return currency
          ? formats.money(record[source], currency, { digits: 0 })
          : formats.number(record[source], { digits: 0 });
      }}
    />
  );
}
