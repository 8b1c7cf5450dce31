/** Aksel's components in the chosen language. Its menus are drawn in `root`, so that they lie inside the page's landmarks. */
import type { ReactNode } from 'react';
import { Provider } from '@navikt/ds-react';
import { en as akselEnglish } from '@navikt/ds-react/locales';
import { useLanguage } from '../language.tsx';
import { akselDanish } from '../theme/akselDanish.ts';

export const Aksel = ({ root, children }: { root: HTMLElement | null; children: ReactNode }) => {
  const { language } = useLanguage();
  return (
    <Provider locale={language === 'da' ? akselDanish : akselEnglish} rootElement={root}>
      {children}
    </Provider>
  );
};
