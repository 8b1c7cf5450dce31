/** The words of the caseworker's table as a spreadsheet. */
import type { CitizenColumn } from '@medspiller/contract';
import type { Language } from '../language.ts';

interface SheetWords {
  readonly title: string;
  readonly columns: Readonly<Record<CitizenColumn, string>>;
  readonly stateDay: string;
  readonly yes: string;
  readonly no: string;
}

export const SHEET_WORDS: Readonly<Record<Language, SheetWords>> = {
  da: {
    title: 'Borgere',
    columns: {
      name: 'Borger',
      weeks: 'Uger',
      goal: 'Mål',
      last_contact: 'Seneste kontakt',
      next_contact: 'Næste samtale',
      activity: 'Aktivitet nu',
      activity_ends: 'Aktivitet slutter',
      paid_hours: 'Løntimer denne måned',
      job_broker: 'Jobformidler',
      caseworker: 'Sagsbehandler',
      target_group: 'Målgruppe',
      programmes: 'Indsats',
      cv: 'CV på Jobnet',
      state: 'Tilstand',
    },
    stateDay: 'Tilstand: dato',
    yes: 'ja',
    no: 'nej',
  },
  en: {
    title: 'Citizens',
    columns: {
      name: 'Citizen',
      weeks: 'Weeks',
      goal: 'Goal',
      last_contact: 'Last contact',
      next_contact: 'Next conversation',
      activity: 'Activity now',
      activity_ends: 'Activity ends',
      paid_hours: 'Paid hours this month',
      job_broker: 'Job broker',
      caseworker: 'Caseworker',
      target_group: 'Target group',
      programmes: 'Programme',
      cv: 'CV on Jobnet',
      state: 'State',
    },
    stateDay: 'State: day',
    yes: 'yes',
    no: 'no',
  },
};
