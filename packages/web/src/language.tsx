/** Danish or English: which one is chosen, the words of a room in it, and numbers and days written its way. */
import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import { formatsOf, type Formats } from './calendar/format.ts';

export const LANGUAGES = ['da', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
/** A text that comes from the server in both languages (programmes, indicators). */
export type LocalText = Readonly<Record<Language, string>>;
/** A room's words: `da` decides the keys, `en` is typed by it, so the compiler asks for each. */
export type Messages<T> = Readonly<Record<Language, T>>;

const STORED_AS = 'medspiller.language';

const storedLanguage = (): Language => {
  try {
    return localStorage.getItem(STORED_AS) === 'en' ? 'en' : 'da';
  } catch {
    // Storage can be closed off by the browser; Danish is what most read.
    return 'da';
  }
};

interface Choice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const LanguageContext = createContext<Choice>({ language: 'da', choose: () => {} });

export const LanguageProvider = ({ children }: { children: ReactNode }) => {
  const [language, setLanguage] = useState(storedLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choose = useCallback((chosen: Language) => {
    setLanguage(chosen);
    try {
      localStorage.setItem(STORED_AS, chosen);
    } catch {
      // The choice then lasts as long as the page.
    }
  }, []);
  const value = useMemo(() => ({ language, choose }), [language, choose]);
  return <LanguageContext value={value}>{children}</LanguageContext>;
};

export const useLanguage = (): Choice => use(LanguageContext);

/** A room's words in the chosen language. */
export const useMessages = <T,>(messages: Messages<T>): T => messages[useLanguage().language];

/** Numbers, shares, days and times written in the chosen language. */
export const useFormats = (): Formats => formatsOf(useLanguage().language);

/** A text of the server's in the chosen language. */
export const useLocalText = (): ((text: LocalText) => string) => {
  const { language } = useLanguage();
  return useCallback((text) => text[language], [language]);
};
