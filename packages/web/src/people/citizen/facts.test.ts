import { describe, expect, it } from 'vitest';
import { draftOf, fieldsOf, followStatus, timeOf, valuesOf } from './facts.ts';

const contact = {
  case_id: 7,
  kind: 'conversation',
  planned_at: '2026-11-20T09:30:00Z',
  held_on: '2026-11-20',
  status: 'held',
  place: 'walk',
  with: [3, 4],
};

describe('the form of a fact', () => {
  it('gives back the values that it was filled with', () => {
    expect(valuesOf('contacts', draftOf('contacts', contact))).toEqual({
      values: contact,
      faults: {},
    });
  });

  it('shows moments by the Danish clock', () => {
    expect(draftOf('contacts', contact)['planned_at']).toBe('2026-11-20T10:30');
  });

  it('takes a Danish decimal', () => {
    const draft = { ...draftOf('paid_hours', { month: '2026-11', hours: 7.5 }) };
    expect(draft['hours']).toBe('7,5');
    expect(valuesOf('paid_hours', draft).values['hours']).toBe(7.5);
  });

  it('says which field is missing and which is no number', () => {
    expect(valuesOf('paid_hours', { month: '', hours: 'mange' }).faults).toEqual({
      month: 'needsValue',
      hours: 'needsNumber',
    });
  });

  it('asks for every column but the key and the citizen', () => {
    expect(fieldsOf('paid_hours').map(({ name }) => name)).toEqual([
      'month',
      'hours',
      'company_id',
    ]);
  });

  it('clears the day of a conversation that was not held', () => {
    const draft = followStatus(
      'contacts',
      { ...draftOf('contacts', contact), status: 'no_show' },
      'status',
      '2026-11-20',
    );
    expect(draft['held_on']).toBe('');
    expect(
      followStatus('contacts', { ...draft, status: 'held' }, 'status', '2026-11-21')['held_on'],
    ).toBe('2026-11-21');
  });

  it.each([
    ['11-2026', '2026-11'],
    ['1.2026', '2026-01'],
    ['2026-11', '2026-11'],
  ])('takes the month %s', (written, month) => {
    const draft = { month: written, hours: '7' };
    expect(valuesOf('paid_hours', draft).values['month']).toBe(month);
  });

  it('says that a month is none', () => {
    expect(valuesOf('paid_hours', { month: '13-2026', hours: '7' }).faults).toEqual({
      month: 'needsMonth',
    });
  });

  it.each([
    ['10.30', '10:30'],
    ['9', '09:00'],
    ['1415', '14:15'],
    ['25.00', null],
    ['', null],
  ])('reads the time "%s" as %s', (written, time) => {
    expect(timeOf(written)).toBe(time);
  });
});
