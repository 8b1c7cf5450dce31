import { LABELS, type Labels } from '@medspiller/contract';
import { useMessages } from './language.tsx';

/** The words for codes in the chosen language: `useLabels().role.caseworker`. */
export const useLabels = (): Labels => useMessages(LABELS);
