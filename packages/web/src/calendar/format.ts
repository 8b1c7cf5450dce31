/**
 * Numbers, days and times as people read them, in Danish and English. Days are plain strings and formatted in UTC, so
 * that no time zone can shift them; instants are shown by the Danish clock.
 */
import { daysBetween, weekOf, type Day, type Instant, type Month } from '@medspiller/domain';

type FormatLanguage = 'da' | 'en';

export interface Formats {
  /** 1.300 · 7,5 (at most `decimals` decimals). */
  readonly number: (value: number, decimals?: number) => string;
  /** A share (0–1) in per cent: 17,9 %. Rounded half up, as the figures are defined. */
  readonly percent: (share: number, decimals?: number) => string;
  /** Øre as kroner: 1.300.000 kr. */
  readonly kroner: (ore: number) => string;
  /** fre. 20. nov. */
  readonly day: (day: Day) => string;
  /** 20. nov. 2026 */
  readonly dayAndYear: (day: Day) => string;
  /** 20. november 2026 */
  readonly dayInFull: (day: Day) => string;
  /** fredag 20. november 2026 */
  readonly weekdayInFull: (day: Day) => string;
  /** nov. */
  readonly month: (month: Month) => string;
  /** november */
  readonly monthName: (month: Month) => string;
  /** nov. 26 */
  readonly monthAndYear: (month: Month) => string;
  /** november 2026 */
  readonly monthInFull: (month: Month) => string;
  /** uge 47 */
  readonly week: (day: Day) => string;
  /** i dag · i morgen · om 3 dage · 9 dage siden · om 6 uger · om 5 mdr. */
  readonly relative: (day: Day, today: Day) => string;
  /** kl. 10.30, by the Danish clock. */
  readonly time: (instant: Instant) => string;
  /** 20. nov. 2026 kl. 10.30, by the Danish clock. */
  readonly moment: (instant: Instant) => string;
  /** a, b og c */
  readonly list: (items: readonly string[]) => string;
  /** Small whole numbers as words: to; from 13 on as digits. */
  readonly numberWord: (value: number) => string;
}

/** The noun that goes with a number; Danish and English alike have one form for one and another for the rest. */
export const counted = (value: number, one: string, other: string): string =>
  value === 1 ? one : other;

/** With a capital first letter, for the beginning of a sentence. */
export const capitalised = (text: string): string =>
  text.charAt(0).toLocaleUpperCase('da') + text.slice(1);

const WORDS: Readonly<Record<FormatLanguage, readonly string[]>> = {
  da: 'nul én to tre fire fem seks syv otte ni ti elleve tolv'.split(' '),
  en: 'zero one two three four five six seven eight nine ten eleven twelve'.split(' '),
};

interface RelativeWords {
  readonly today: string;
  readonly tomorrow: string;
  readonly yesterday: string;
  readonly ahead: (count: string) => string;
  readonly ago: (count: string) => string;
  readonly days: (count: number) => string;
  readonly weeks: (count: number) => string;
  readonly months: (count: number) => string;
  readonly years: (count: number) => string;
}

const RELATIVE: Readonly<Record<FormatLanguage, RelativeWords>> = {
  da: {
    today: 'i dag',
    tomorrow: 'i morgen',
    yesterday: 'i går',
    ahead: (count) => `om ${count}`,
    ago: (count) => `${count} siden`,
    days: (count) => `${count} ${counted(count, 'dag', 'dage')}`,
    weeks: (count) => `${count} ${counted(count, 'uge', 'uger')}`,
    months: (count) => `${count} ${counted(count, 'md.', 'mdr.')}`,
    years: (count) => `${count} år`,
  },
  en: {
    today: 'today',
    tomorrow: 'tomorrow',
    yesterday: 'yesterday',
    ahead: (count) => `in ${count}`,
    ago: (count) => `${count} ago`,
    days: (count) => `${count} ${counted(count, 'day', 'days')}`,
    weeks: (count) => `${count} ${counted(count, 'week', 'weeks')}`,
    months: (count) => `${count} ${counted(count, 'month', 'months')}`,
    years: (count) => `${count} ${counted(count, 'year', 'years')}`,
  },
};

const relativeDay = (words: RelativeWords, days: number): string => {
  if (days === 0) return words.today;
  if (days === 1) return words.tomorrow;
  if (days === -1) return words.yesterday;
  const far = Math.abs(days);
  // Days up to three weeks and weeks up to three months: the unit in which people plan at that distance.
  const span =
    far < 21
      ? words.days(far)
      : far < 91
        ? words.weeks(Math.round(far / 7))
        : far < 730
          ? words.months(Math.round(far / 30.44))
          : words.years(Math.floor(far / 365.25));
  return days > 0 ? words.ahead(span) : words.ago(span);
};

/** Half up (away from zero), without the binary fraction's surprises: 0,285 is 28,5 % and not 28,4 %. */
const roundedHalfUp = (value: number, decimals: number): number =>
  Math.sign(value) *
  Number(`${Math.round(Number(`${Math.abs(value).toPrecision(12)}e${decimals}`))}e-${decimals}`);

const asDate = (day: Day): Date => new Date(`${day}T00:00:00Z`);

const build = (language: FormatLanguage): Formats => {
  const locale = language === 'da' ? 'da-DK' : 'en-GB';
  const date = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
    return (day: Day): string => format.format(asDate(day));
  };
  const numbers = new Map<string, Intl.NumberFormat>();
  const numberFormat = (least: number, most: number): Intl.NumberFormat => {
    const key = `${least}-${most}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const made = new Intl.NumberFormat(locale, {
      minimumFractionDigits: least,
      maximumFractionDigits: most,
    });
    numbers.set(key, made);
    return made;
  };
  const weekday = date({ weekday: 'short' });
  const dayAndMonth = date({ day: 'numeric', month: 'short' });
  const dayAndYear = date({ day: 'numeric', month: 'short', year: 'numeric' });
  const dayInFull = date({ day: 'numeric', month: 'long', year: 'numeric' });
  const weekdayName = date({ weekday: 'long' });
  const shortMonth = date({ month: 'short' });
  const monthInFull = date({ month: 'long', year: 'numeric' });
  const monthName = date({ month: 'long' });
  const clock = new Intl.DateTimeFormat(locale, {
    timeZone: 'Europe/Copenhagen',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const momentDay = new Intl.DateTimeFormat(locale, {
    timeZone: 'Europe/Copenhagen',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const firstOf = (month: Month): Day => `${month}-01`;
  const time = (instant: Instant): string =>
    `${language === 'da' ? 'kl. ' : ''}${clock.format(new Date(instant))}`;

  return {
    number: (value, decimals = 2) => numberFormat(0, decimals).format(value),
    percent: (share, decimals = 1) =>
      `${numberFormat(decimals, decimals).format(roundedHalfUp(share * 100, decimals))}\u00a0%`,
    kroner: (ore) =>
      language === 'da'
        ? `${numberFormat(0, 2).format(ore / 100)}\u00a0kr.`
        : `DKK\u00a0${numberFormat(0, 2).format(ore / 100)}`,
    day: (day) => `${weekday(day)} ${dayAndMonth(day)}`,
    dayAndYear,
    dayInFull,
    weekdayInFull: (day) => `${weekdayName(day)} ${dayInFull(day)}`,
    month: (month) => shortMonth(firstOf(month)),
    monthName: (month) => monthName(firstOf(month)),
    monthAndYear: (month) => `${shortMonth(firstOf(month))} ${month.slice(2, 4)}`,
    monthInFull: (month) => monthInFull(firstOf(month)),
    week: (day) => `${language === 'da' ? 'uge' : 'week'} ${Number(weekOf(day).slice(6))}`,
    relative: (day, today) => relativeDay(RELATIVE[language], daysBetween(today, day)),
    time,
    moment: (instant) => `${momentDay.format(new Date(instant))} ${time(instant)}`,
    list: (items) => lists.format(items),
    numberWord: (value) => WORDS[language][value] ?? numberFormat(0, 0).format(value),
  };
};

const FORMATS: Readonly<Record<FormatLanguage, Formats>> = { da: build('da'), en: build('en') };

export const formatsOf = (language: FormatLanguage): Formats => FORMATS[language];
