/** One day, typed or picked. Speaks the product's plain days, so no time zone comes near them. */
import { DatePicker, useDatepicker } from '@navikt/ds-react';
import type { Day } from '@medspiller/domain';

const localDate = (day: Day): Date => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(year, month - 1, date);
};
const dayOfLocalDate = (date: Date): Day =>
  [
    String(date.getFullYear()).padStart(4, '0'),
    String(date.getMonth() + 1).padStart(2, '0'),
    String(date.getDate()).padStart(2, '0'),
  ].join('-');

export interface DayFieldProps {
  readonly label: string;
  readonly description?: string;
  /** The day at first; give the field another `key` to change it from outside. */
  readonly value: Day | undefined;
  readonly earliest?: Day;
  readonly latest?: Day;
  readonly error?: string;
  /** A day that exists and lies within the bounds, or nothing. */
  readonly onChange: (day: Day | undefined) => void;
}

export const DayField = ({
  label,
  description,
  value,
  earliest,
  latest,
  error,
  onChange,
}: DayFieldProps) => {
  const { datepickerProps, inputProps } = useDatepicker({
    ...(value !== undefined && { defaultSelected: localDate(value) }),
    ...(earliest !== undefined && { fromDate: localDate(earliest) }),
    ...(latest !== undefined && { toDate: localDate(latest) }),
    onDateChange: (date) => onChange(date === undefined ? undefined : dayOfLocalDate(date)),
  });
  return (
    <DatePicker {...datepickerProps} dropdownCaption>
      <DatePicker.Input
        {...inputProps}
        size="small"
        label={label}
        description={description}
        error={error}
      />
    </DatePicker>
  );
};
