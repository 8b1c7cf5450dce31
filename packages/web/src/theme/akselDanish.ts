/** The strings inside Aksel's components, in Danish. Its type asks for every one. */
import type { ComponentProps } from 'react';
import type { Provider } from '@navikt/ds-react';
import { da } from 'date-fns/locale/da';

export type AkselStrings = NonNullable<ComponentProps<typeof Provider>['locale']>;

export const akselDanish: AkselStrings = {
  global: {
    dateLocale: da,
    showMore: 'Vis mere',
    showLess: 'Vis mindre',
    readOnly: 'Kan ikke ændres',
    close: 'Luk',
    error: 'Fejl',
    info: 'Oplysning',
    success: 'Udført',
    warning: 'Bemærk',
    announcement: 'Meddelelse',
  },
  Chips: { Removable: { labelSuffix: 'fjern' } },
  Combobox: {
    addOption: 'Tilføj',
    noMatches: 'Ingen fundet',
    loading: 'Søger…',
    maxSelected: '{selected} af højst {limit} er valgt.',
  },
  CopyButton: { title: 'Kopiér', activeText: 'Kopieret' },
  DatePicker: {
    chooseDate: 'Vælg dato',
    chooseDates: 'Vælg datoer',
    chooseDateRange: 'Vælg første og sidste dag',
    chooseMonth: 'Vælg måned',
    week: 'Uge',
    weekNumber: 'Uge {week}',
    selectWeekNumber: 'Vælg uge {week}',
    month: 'Måned',
    goToNextMonth: 'Næste måned',
    goToPreviousMonth: 'Forrige måned',
    year: 'År',
    goToNextYear: 'Næste år',
    goToPreviousYear: 'Forrige år',
    openDatePicker: 'Åbn kalenderen',
    openMonthPicker: 'Åbn månedsvælgeren',
    closeDatePicker: 'Luk kalenderen',
    closeMonthPicker: 'Luk månedsvælgeren',
  },
  ErrorSummary: { heading: 'Ret dette, før du kan gå videre:' },
  FileUpload: {
    dropzone: {
      button: 'Vælg fil',
      buttonMultiple: 'Vælg filer',
      dragAndDrop: 'Træk filen herhen',
      dragAndDropMultiple: 'Træk filerne herhen',
      drop: 'Slip',
      or: 'eller',
      disabled: 'Der kan ikke lægges filer op nu',
      disabledFilelimit: 'Der er ikke plads til flere filer',
    },
    item: {
      retryButtonTitle: 'Prøv at lægge filen op igen',
      deleteButtonTitle: 'Fjern filen',
      uploading: 'Lægger op…',
      downloading: 'Henter…',
    },
  },
  FormProgress: {
    step: 'Trin {activeStep} af {totalSteps}',
    showAllSteps: 'Vis alle trin',
    hideAllSteps: 'Skjul alle trin',
  },
  FormSummary: { editAnswer: 'Ret svar' },
  GuidePanel: { illustrationLabel: 'Tegning af en vejleder' },
  HelpText: { title: 'Mere om dette' },
  Loader: { title: 'Vent…' },
  Pagination: { previous: 'Forrige', next: 'Næste' },
  Process: { active: 'I gang' },
  ProgressBar: {
    progress: '{current} af {max}',
    progressUnknown:
      'Det er ikke til at sige, hvor langt vi er; det tager omkring {seconds} sekunder.',
  },
  Search: { clear: 'Tøm feltet', search: 'Søg' },
  Textarea: {
    maxLength: 'Tekstfelt med plads til {maxLength} tegn.',
    charsTooMany: '{chars} tegn for meget',
    charsLeft: '{chars} tegn tilbage',
  },
  Timeline: {
    dateFormat: 'd. MMM yyyy',
    dayFormat: 'd. MMM',
    monthFormat: 'MMM yy',
    yearFormat: 'yyyy',
    Row: { noPeriods: 'Ingen perioder', period: '{start} til {end}' },
    Period: {
      success: 'Nået',
      warning: 'Bemærk',
      danger: 'Over tid',
      info: 'Oplysning',
      neutral: 'Periode',
      period: '{status} fra {start} til {end}',
    },
    Pin: { pin: 'Mærke: {date}' },
    Zoom: { zoom: 'Vis tidslinjen {start} til {end}', reset: 'Vis hele tidslinjen' },
  },
  Tooltip: { shortcutSeparator: 'eller' },
};
