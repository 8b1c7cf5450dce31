/** What a citizen's page says: plain functions from an answer to words. */
import type { CitizenPage } from '@medspiller/contract';
import { copenhagenDay, daysBetween, monthAfter, monthOf } from '@medspiller/domain';
import type { Formats } from '../../calendar/format.ts';
import type { Labels } from '@medspiller/contract';
import type { CitizenMessages } from './messages.ts';

const firstName = (name: string): string => name.split(' ')[0] ?? name;

/** The case that the page is about: the open one opened last, else the last. */
export const mainCaseOf = (page: CitizenPage): CitizenPage['cases'][number] | null => {
  const byOpening = page.cases.toSorted((one, other) => (one.opened_on < other.opened_on ? 1 : -1));
  return (
    byOpening.find(({ closed_on }) => closed_on === null || closed_on > page.today) ??
    byOpening[0] ??
    null
  );
};

/** The heading is the answer: how it stands, in one sentence. */
export const headlineOf = (
  page: CitizenPage,
  words: CitizenMessages,
  labels: Labels,
  formats: Formats,
): string => {
  const { headline } = words;
  const name = firstName(page.citizen.name);
  const main = mainCaseOf(page);
  if (main === null) return headline.noCase(name);
  if (main.closed_on !== null && main.closed_on <= page.today)
    return headline.closed(
      name,
      labels.closeReason[main.close_reason ?? 'other'].toLocaleLowerCase(),
    );
  const passive = page.states.find(({ code }) => code === 'passive');
  if (passive !== undefined)
    return passive.on === null
      ? headline.passiveUnknown(name)
      : headline.passive(name, daysBetween(passive.on, page.today));
  const goes = page.states.find(({ code }) => code === 'goes_passive');
  if (goes !== undefined && goes.on !== null)
    return headline.goesPassive(name, formats.relative(goes.on, page.today));
  // This month's hours are reported when it is over; until then the last month is the one to speak of.
  for (const month of [monthOf(page.today), monthAfter(monthOf(page.today), -1)]) {
    const hours = page.paid_hours
      .filter((row) => row.month === month)
      .reduce((sum, row) => sum + row.hours, 0);
    if (hours > 0) return headline.hours(name, formats.number(hours, 1), formats.monthName(month));
  }
  const running = page.activities.find(
    ({ from, to }) => from <= page.today && (to === null || to >= page.today),
  );
  return running === undefined
    ? headline.first(name)
    : headline.active(name, labels.activityKind[running.kind].toLocaleLowerCase());
};

/** The nearest three things that are to happen, by day. */
export const nextStepsOf = (
  page: CitizenPage,
  words: CitizenMessages,
  labels: Labels,
  formats: Formats,
): readonly { readonly day: string; readonly text: string }[] => {
  const { today } = page;
  const contacts = page.contacts
    .filter(({ status, planned_at }) => status === 'planned' && copenhagenDay(planned_at) >= today)
    .map(({ planned_at, kind }) => {
      const day = copenhagenDay(planned_at);
      return {
        day,
        text: words.nextContact(
          labels.contactKind[kind],
          `${formats.day(day)} ${formats.time(planned_at)}`,
        ),
      };
    });
  const activities = page.activities.flatMap(({ kind, from, to }) => {
    const name = labels.activityKind[kind];
    if (from > today) return [{ day: from, text: words.nextStarts(name, formats.day(from)) }];
    return to !== null && to >= today
      ? [{ day: to, text: words.nextEnds(name, formats.day(to)) }]
      : [];
  });
  return [...contacts, ...activities]
    .toSorted((one, other) => (one.day < other.day ? -1 : 1))
    .slice(0, 3);
};
