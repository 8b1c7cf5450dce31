import { useSyncExternalStore } from 'react';

const NARROW = matchMedia('(max-width: 700px)');

const subscribe = (onChange: () => void): (() => void) => {
  NARROW.addEventListener('change', onChange);
  return () => NARROW.removeEventListener('change', onChange);
};

/** Whether the screen is a phone's: tables then show what matters most first. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => NARROW.matches);
