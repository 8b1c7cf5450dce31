/** Danish or English, by their own names: a flag is a country and no language. */
import { ActionMenu } from '@navikt/ds-react';
import { LANGUAGES, useLanguage, useMessages, type Language } from '../language.tsx';
import { Icon } from './icons.tsx';
import { appMessages } from './messages.ts';

export const LanguageMenu = () => {
  const t = useMessages(appMessages);
  const { language, choose } = useLanguage();
  return (
    <ActionMenu>
      <ActionMenu.Trigger>
        <button
          type="button"
          className="quiet-button"
          aria-label={`${t.language}: ${t.languageNames[language]}`}
        >
          <Icon name="language" />
          <span className="wide-only">{t.languageNames[language]}</span>
        </button>
      </ActionMenu.Trigger>
      <ActionMenu.Content align="end">
        <ActionMenu.RadioGroup
          label={t.language}
          value={language}
          onValueChange={(chosen) => choose(chosen as Language)}
        >
          {LANGUAGES.map((each) => (
            <ActionMenu.RadioItem key={each} value={each} lang={each}>
              {t.languageNames[each]}
            </ActionMenu.RadioItem>
          ))}
        </ActionMenu.RadioGroup>
      </ActionMenu.Content>
    </ActionMenu>
  );
};
