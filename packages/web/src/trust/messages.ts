/** The words of the sign-in page. */
import type { Messages } from '../language.tsx';

const da = {
  title: 'Velkommen',
  sentence: 'Medspiller samler jobcentrets sager, samtaler, løntimer og mål, så ingen går i stå.',
  signIn: 'Log ind med din arbejdskonto',
  signInNote: 'Du logger ind hos din kommune og kommer tilbage hertil.',
  ended:
    'Du er logget ud, fordi du ikke har været her i et stykke tid. Log ind igen, så fortsætter du, hvor du slap.',
  demoHeading: 'Prøv Medspiller som …',
  demoNote: 'Alle personer er opdigtede. Du kan ikke komme til at ødelægge noget.',
  noPersons: 'Der er ingen personer at vælge imellem endnu.',
};

const en: typeof da = {
  title: 'Welcome',
  sentence:
    'Medspiller gathers the job centre’s cases, conversations, paid hours and targets, so that nobody comes to a standstill.',
  signIn: 'Sign in with your work account',
  signInNote: 'You sign in with your municipality and come back here.',
  ended:
    'You were signed out because you had not been here for a while. Sign in again to go on where you left off.',
  demoHeading: 'Try Medspiller as …',
  demoNote: 'All people are invented. There is nothing you can break.',
  noPersons: 'There are no people to choose between yet.',
};

export const trustMessages: Messages<typeof da> = { da, en };
