/** Figures of another day, and as they were known on another day: a small form that opens in the page, above the figures. */
import { useId, useState } from 'react';
import { endOfDayInstant, type Day } from '@medspiller/domain';
import { Icon } from '../app/icons.tsx';
import { useMessages, type Messages } from '../language.tsx';
import { DayField } from './DayField.tsx';
import './asOf.css';

const da = {
  open: 'Tal pr. dato',
  heading: 'Tal pr. dato',
  on: 'Tallene gælder for',
  onDescription: 'Alt, hvad der er dateret senere, er ikke sket endnu.',
  known: 'Som det var kendt den',
  knownDescription: 'Lad feltet stå tomt for det, vi ved nu.',
  reset: 'Tilbage til i dag',
};

const en: typeof da = {
  open: 'Figures by date',
  heading: 'Figures by date',
  on: 'The figures are for',
  onDescription: 'What is dated later has not happened yet.',
  known: 'As it was known on',
  knownDescription: 'Leave empty for what we know now.',
  reset: 'Back to today',
};

const messages: Messages<typeof da> = { da, en };

/** The two days that a set of figures has. `undefined` is today, and what is known now. */
export interface AsOfDays {
  readonly on: Day | undefined;
  readonly known: Day | undefined;
}

/** The instant up to which records count as known: the day is over, by the Danish clock. */
export const knownInstant = (known: Day | undefined): string | undefined =>
  known === undefined ? undefined : endOfDayInstant(known);

/** State of the form: give `button` to the page's actions and `form` to the place under its head. */
export const useAsOf = (days: AsOfDays, today: Day, onChange: (days: AsOfDays) => void) => {
  const t = useMessages(messages);
  const [open, setOpen] = useState(days.on !== undefined || days.known !== undefined);
  const [resets, setResets] = useState(0);
  const id = useId();
  const button = (
    <button
      type="button"
      className="button"
      aria-expanded={open}
      aria-controls={id}
      onClick={() => setOpen(!open)}
    >
      <Icon name="calendar" />
      {t.open}
    </button>
  );
  const form = (
    <section id={id} className="as-of card no-print" aria-label={t.heading} hidden={!open}>
      <DayField
        key={`on-${resets}`}
        label={t.on}
        description={t.onDescription}
        value={days.on ?? today}
        latest={today}
        onChange={(on) => onChange({ ...days, on: on === today ? undefined : on })}
      />
      <DayField
        key={`known-${resets}`}
        label={t.known}
        description={t.knownDescription}
        value={days.known}
        latest={today}
        onChange={(known) => onChange({ ...days, known })}
      />
      <button
        type="button"
        className="button"
        disabled={days.on === undefined && days.known === undefined}
        onClick={() => {
          setResets(resets + 1);
          onChange({ on: undefined, known: undefined });
        }}
      >
        {t.reset}
      </button>
    </section>
  );
  return { button, form };
};
