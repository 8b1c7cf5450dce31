import { describe, expect, test } from 'vitest';
import type { KindName } from '../kinds.ts';
import { checkReferences, referencesToFind } from './checkReferences.ts';
import { problemMessage, PROBLEM_CODES } from './problemMessage.ts';
import { withRecordProblems } from './recordProblems.ts';
import { readExchange, readingExchange, type ExchangeFile } from './readExchange.ts';

const file = (name: string, text: string): ExchangeFile => ({
  name,
  bytes: new TextEncoder().encode(text),
});
const bytes = (name: string, ...values: readonly number[]): ExchangeFile => ({
  name,
  bytes: Uint8Array.from(values),
});
const read = (...files: readonly ExchangeFile[]) => readExchange(files);

/** What is wrong, in short: severity, file, line, column, value and code. */
const faults = (...files: readonly ExchangeFile[]) => {
  const { problems, warnings } = read(...files);
  return [...problems, ...warnings].map(({ severity, line, column, value, code }) =>
    [severity, line, column, value, code].join(' | '),
  );
};

const CASES = 'case_id,citizen_id,target_group,opened_on,closed_on';
const aCase = (opened: string, closed = '') =>
  file('cases.csv', `${CASES}\nS1,C1,resource_course,${opened},${closed}\n`);
const hours = (month: string, value: string) =>
  file('paid_hours.csv', `paid_hours_id;citizen_id;month;hours\nP1;C1;${month};${value}\n`);
const citizen = (cpr: string) =>
  file('citizens.csv', `citizen_id,cpr,name\nC1,${cpr},Åse Madsen\n`);
const inquiry = (receivedAt: string, answeredAt = '') =>
  file(
    'inquiries.csv',
    `inquiry_id;case_id;channel;received_at;answered_at\nI1;S1;phone;${receivedAt};${answeredAt}\n`,
  );
const contact = (rest: string) =>
  file(
    'contacts.csv',
    `contact_id;case_id;kind;planned_at;held_on;status;place;with\nK1;S1;${rest}\n`,
  );
const budget = (amount: string) =>
  file(
    'budget_lines.csv',
    `line_id;programme;post;text;budget_dkk\nB1;haandholdt;1;Løn;${amount}\n`,
  );

describe('encoding', () => {
  const text = 'citizen_id,cpr,name\nC1,6806581002,Åse Østergård\n';
  const name = (...files: readonly ExchangeFile[]) => read(...files).records.citizens?.[0]?.name;

  test('UTF-8 without byte order mark', () => {
    expect(name(file('citizens.csv', text))).toBe('Åse Østergård');
  });

  test('UTF-8 with byte order mark', () => {
    expect(name(file('citizens.csv', `\ufeff${text}`))).toBe('Åse Østergård');
  });

  test('Windows-1252 where it is not valid UTF-8', () => {
    const windows = Uint8Array.from(text, (character) => character.charCodeAt(0));
    expect(name({ name: 'citizens.csv', bytes: windows })).toBe('Åse Østergård');
  });

  test('the signs that Windows-1252 has and Latin-1 has not', () => {
    const start = [...new TextEncoder().encode('company_id,name,kind\nV1,')];
    const end = [...new TextEncoder().encode(',private\n')];
    const reading = read(bytes('companies.csv', ...start, 0x80, 0x96, 0xe6, ...end));
    expect(reading.records.companies?.[0]?.name).toBe('€–æ');
  });

  test('UTF-16 is refused by name, with and without byte order mark', () => {
    const utf16 = [...'citizen_id,cpr'].flatMap((character) => [character.charCodeAt(0), 0]);
    expect(faults(bytes('citizens.csv', 0xff, 0xfe, ...utf16))).toEqual(['error |  |  |  | utf16']);
    expect(faults(bytes('citizens.csv', ...utf16))).toEqual(['error |  |  |  | utf16']);
  });

  test('a workbook or picture that is called .csv is refused', () => {
    expect(faults(bytes('citizens.csv', 0x50, 0x4b, 3, 4, 20, 0, 0, 0))).toEqual([
      'error |  |  |  | not_text',
    ]);
    expect(faults(file('citizens.csv', '%PDF-1.7 …'))).toEqual(['error |  |  |  | not_text']);
  });

  test('an empty file, and one of blank lines, is refused', () => {
    expect(faults(file('citizens.csv', ''))).toEqual(['error |  |  |  | empty_file']);
    expect(faults(file('citizens.csv', '\ufeff'))).toEqual(['error |  |  |  | empty_file']);
    expect(faults(file('citizens.csv', '\r\n;;\r\n'))).toEqual(['error |  |  |  | empty_file']);
  });

  test('a file with a header alone holds no records and no fault', () => {
    const reading = read(file('citizens.csv', 'citizen_id,cpr,name\n'));
    expect(reading.problemCount).toBe(0);
    expect(reading.records.citizens).toEqual([]);
  });
});

describe('separator, quotes and lines', () => {
  test.each([
    ['comma', ','],
    ['semicolon', ';'],
    ['tab', '\t'],
  ])('%s, found from the header', (_, separator) => {
    const rows = [
      ['citizen_id', 'cpr', 'name'],
      ['C1', '6806581002', 'Åse, ; Østergård'],
    ];
    const text = rows.map((row) => row.map((cell) => `"${cell}"`).join(separator)).join('\n');
    const reading = read(file('citizens.csv', text));
    expect(reading.problems).toEqual([]);
    expect(reading.records.citizens?.[0]?.name).toBe('Åse, ; Østergård');
  });

  test('a separator inside quotes in the header is not counted', () => {
    const text = 'citizen_id;cpr;name;"a,b,c,d,e"\nC1;6806581002;Åse;x\n';
    const reading = read(file('citizens.csv', text));
    expect(reading.problems).toEqual([]);
    expect(reading.warnings.map(({ column }) => column)).toEqual(['a,b,c,d,e']);
  });

  test('CRLF and LF, with and without a last line break', () => {
    for (const text of ['a\r\nb', 'a\nb\n', 'a\r\nb\r\n'])
      expect(
        read(
          file(
            'steering_meetings.csv',
            text
              .replace('a', 'meeting_id,programme,held_on')
              .replace('b', 'M1,haandholdt,2017-11-30'),
          ),
        ).records.steering_meetings,
      ).toEqual([{ meeting_id: 'M1', programme: 'haandholdt', held_on: '2017-11-30', note: null }]);
  });

  test('quoted line breaks, doubled quotes, and true line numbers after them', () => {
    const text =
      'goal_id,case_id,kind,text,from\n' +
      'G1,S1,job,"Et job\r\nmed ""luft"", ude",2017-01-01\n' +
      '\n' +
      'G2,S1,job,Gartner,2017-02-30\n';
    const reading = read(file('goals.csv', text));
    expect(reading.records.goals?.[0]?.text).toBe('Et job\r\nmed "luft", ude');
    expect(reading.lines.goals).toEqual([2]);
    expect(reading.problems.map(({ line, column }) => [line, column])).toEqual([[5, 'from']]);
  });

  test('a quote inside a cell is a fault of its row alone', () => {
    const text =
      'citizen_id,cpr,name\nC1,6806581002,Ole "Bob" Holm\nC2,6806581002,"Ole" Holm\nC3,6806581002,Åse\n';
    expect(faults(file('citizens.csv', text))).toEqual([
      'error | 2 |  |  | stray_quote',
      'error | 3 |  |  | stray_quote',
    ]);
  });

  test('a quote that is never closed names the row that opens it', () => {
    const text = 'citizen_id,cpr,name\nC1,6806581002,Åse\nC2,6806581002,"Ole\nC3,6806581002,Bo\n';
    expect(faults(file('citizens.csv', text))).toEqual(['error | 3 |  |  | unclosed_quote']);
  });

  test('a row that is cut off, and one with a separator too many', () => {
    const text =
      'citizen_id,cpr,name\nC1,6806581002\nC2,6806581002,Holm, Ole\nC3,6806581002,Bo,,\n';
    expect(faults(file('citizens.csv', text))).toEqual([
      'error | 2 |  |  | too_few_cells',
      'error | 3 |  |  | too_many_cells',
    ]);
  });
});

describe('header', () => {
  test('any case and order, and Danish aliases', () => {
    const text = 'NAVN; Rolle ;Employee_ID;Træffetid;INITIALER\nBo Dahl;caseworker;E1;9-12;bd\n';
    expect(read(file('Employees.CSV', text)).records.employees).toEqual([
      {
        employee_id: 'E1',
        name: 'Bo Dahl',
        initials: 'bd',
        role: 'caseworker',
        team: null,
        phone: null,
        email: null,
        hours_available: '9-12',
        cap_low: null,
        cap_high: null,
      },
    ]);
  });

  test('every alias of the format', () => {
    const text =
      'case_id,citizen_id,målgruppe,startdato,tilkendt,slutdato,afslutningsårsag\n' +
      'S1,C1,Ressourceforløb,2015-01-01,2015-01-02,2016-01-01,førtidspension\n';
    const reading = read(file('cases.csv', text));
    expect(reading.problems).toEqual([]);
    expect(reading.records.cases?.[0]).toMatchObject({
      target_group: 'resource_course',
      opened_on: '2015-01-01',
      awarded_on: '2015-01-02',
      closed_on: '2016-01-01',
      close_reason: 'early_retirement',
    });
  });

  test('an unknown column is a warning', () => {
    const text = 'citizen_id,cpr,name,skostørrelse\nC1,6806581002,Åse,41\n';
    expect(faults(file('citizens.csv', text))).toEqual([
      'warning | 1 | skostørrelse |  | unknown_column',
    ]);
  });

  test('a missing required column is an error, once', () => {
    const text = 'citizen_id,name\nC1,Åse\nC2,Bo\n';
    expect(faults(file('citizens.csv', text))).toEqual(['error | 1 | cpr |  | missing_column']);
  });

  test('a column twice is an error, also by its alias', () => {
    const text = 'citizen_id,cpr,name,navn\nC1,6806581002,Åse,Bo\n';
    expect(faults(file('citizens.csv', text))).toEqual(['error | 1 | navn |  | duplicate_column']);
  });

  test('which fields the file speaks of is told', () => {
    expect(read(citizen('6806581002')).fields.citizens).toEqual(['citizen_id', 'cpr', 'name']);
  });
});

describe('days, months and instants', () => {
  test.each(['2017-11-30', '30-11-2017', '30.11.2017'])('a day as %s', (day) => {
    expect(read(aCase(day)).records.cases?.[0]?.opened_on).toBe('2017-11-30');
  });

  test.each([
    ['2017-02-30', 'no_such_day'],
    ['2017-02-29', 'no_such_day'],
    ['1900-02-29', 'no_such_day'],
    ['2017-13-01', 'no_such_month'],
    ['2017-00-10', 'no_such_month'],
    ['31.04.2017', 'no_such_day'],
    ['0217-11-30', 'year_too_early'],
    ['30/11/2017', 'not_day'],
    ['30-11.2017', 'not_day'],
    ['2017-1-5', 'not_day'],
    ['30-11-17', 'not_day'],
    ['43069', 'not_day'],
  ])('%s is no day: %s', (day, code) => {
    expect(faults(aCase(day))).toEqual([`error | 2 | opened_on | ${day} | ${code}`]);
  });

  test('29 February in a leap year is a day', () => {
    expect(read(aCase('2016-02-29')).problemCount).toBe(0);
  });

  test.each([
    ['2017-11-30T10:15', '2017-11-30T09:15:00Z'],
    ['2017-07-30 10:15:59', '2017-07-30T08:15:59Z'],
    ['2017-11-30T10:15:00.250', '2017-11-30T09:15:00Z'],
    ['2017-11-30T10:15Z', '2017-11-30T10:15:00Z'],
    ['2017-11-30T10:15+02:00', '2017-11-30T08:15:00Z'],
    ['2017-11-30T10:15-0330', '2017-11-30T13:45:00Z'],
    ['2017-12-31T23:30-01', '2018-01-01T00:30:00Z'],
    ['30-11-2017 10:15', '2017-11-30T09:15:00Z'],
    // Summer time: the last hour before it begins, the first after; the last before it ends.
    ['2017-03-26T01:59:59', '2017-03-26T00:59:59Z'],
    ['2017-03-26T03:00:00', '2017-03-26T01:00:00Z'],
    ['2017-10-29T01:59:59', '2017-10-28T23:59:59Z'],
    ['2017-10-29T03:00:00', '2017-10-29T02:00:00Z'],
    ['2017-10-29T02:30+01:00', '2017-10-29T01:30:00Z'],
  ])('the instant %s', (written, instant) => {
    const reading = read(inquiry(written));
    expect(reading.problems).toEqual([]);
    expect(reading.warnings).toEqual([]);
    expect(reading.records.inquiries?.[0]?.received_at).toBe(instant);
  });

  test('a time that the clock skips is an error', () => {
    expect(faults(inquiry('2017-03-26T02:30'))).toEqual([
      'error | 2 | received_at | 2017-03-26T02:30 | skipped_time',
    ]);
  });

  test('a time that the clock shows twice is the first of the two, with a warning', () => {
    const reading = read(inquiry('2017-10-29T02:30'));
    expect(reading.records.inquiries?.[0]?.received_at).toBe('2017-10-29T00:30:00Z');
    expect(reading.warnings.map(({ code }) => code)).toEqual(['ambiguous_time']);
  });

  test('a day without a time is its first moment, with a warning', () => {
    const reading = read(inquiry('2017-11-30'));
    expect(reading.records.inquiries?.[0]?.received_at).toBe('2017-11-29T23:00:00Z');
    expect(reading.warnings.map(({ code }) => code)).toEqual(['time_missing']);
  });

  test.each([
    ['2017-11-30T24:00', 'no_such_time'],
    ['2017-11-30T10:60', 'no_such_time'],
    ['2017-11-31T10:15', 'no_such_day'],
    ['2017-11-30T10', 'not_instant'],
    ['i går', 'not_instant'],
  ])('%s is no instant: %s', (written, code) => {
    expect(faults(inquiry(written))).toEqual([`error | 2 | received_at | ${written} | ${code}`]);
  });

  test.each([
    ['2017-13', 'no_such_month'],
    ['2017-00', 'no_such_month'],
    ['2017', 'not_month'],
    ['2017-11-02', 'not_month'],
    ['11-2017', 'not_month'],
  ])('%s is no month: %s', (month, code) => {
    expect(faults(hours(month, '10'))).toEqual([`error | 2 | month | ${month} | ${code}`]);
  });
});

test('the first of a month, as spreadsheets make of a month, is the month, with a warning', () => {
  const reading = read(hours('2017-11-01', '10'));
  expect(reading.records.paid_hours?.[0]?.month).toBe('2017-11');
  expect(reading.warnings.map(({ code }) => code)).toEqual(['month_as_day']);
});

describe('numbers', () => {
  test.each([
    ['7.5', 7.5],
    ['7,5', 7.5],
    ['0', 0],
    ['-0', 0],
    ['400', 400],
    ['37.1234', 37.1234],
    ['007,50', 7.5],
  ])('%s hours', (written, value) => {
    const reading = read(hours('2017-11', written));
    expect(reading.problems).toEqual([]);
    expect(Object.is(reading.records.paid_hours?.[0]?.hours, value)).toBe(true);
  });

  test.each([
    ['-1', 'number_too_small'],
    ['400,01', 'number_too_large'],
    ['1e2', 'not_number'],
    ['syv', 'not_number'],
    ['7,', 'not_number'],
    [',5', 'not_number'],
    ['+7', 'not_number'],
    ['Infinity', 'not_number'],
    ['1,23456', 'too_many_decimals'],
  ])('%s hours is refused: %s', (written, code) => {
    expect(faults(hours('2017-11', written))).toEqual([`error | 2 | hours | ${written} | ${code}`]);
  });

  test.each([
    ['425000', 42_500_000],
    ['425000,5', 42_500_050],
    ['1.15', 115],
    ['-12,05', -1205],
    ['99999999999,99', 9_999_999_999_999],
  ])('%s kroner is whole øre', (written, ore) => {
    expect(read(budget(written)).records.budget_lines?.[0]?.budget_ore).toBe(ore);
  });

  test.each([
    ['1.234,56', '1234,56'],
    ['1,234.56', '1234,56'],
    ['1.234.567', '1234567'],
    ['1,234,567', '1234567'],
    ['425 000', '425000'],
    ['425\u00a0000,50', '425000,50'],
    ['425.000', '425000'],
    ['-1.234,5', '-1234,5'],
  ])('%s kroner has thousands set apart: %s is meant', (written, right) => {
    const [problem] = read(budget(written)).problems;
    expect(problem?.code).toBe('thousands_separator');
    expect(problem && problemMessage(problem)).toContain(`Mener du ${right}?`);
  });

  test('an amount finer than øre is refused', () => {
    expect(read(budget('1,2345')).problems[0]?.code).toBe('too_many_decimals');
  });

  test('a whole number takes no decimals', () => {
    const text = 'employee_id,name,role,cap_low\nE1,Bo,caseworker,30.5\n';
    expect(faults(file('employees.csv', text))).toEqual([
      'error | 2 | cap_low | 30.5 | not_integer',
    ]);
  });
});

describe('yes and no, codes, CPR numbers, keys', () => {
  test.each([
    ['1', true],
    ['0', false],
    ['true', true],
    ['FALSE', false],
    ['Ja', true],
    ['nej', false],
    ['', false],
  ])('a flag as %j', (written, value) => {
    const text = `citizen_id,cpr,name,protected\nC1,6806581002,Åse,${written}\n`;
    expect(read(file('citizens.csv', text)).records.citizens?.[0]?.protected).toBe(value);
  });

  test('another word is no flag', () => {
    const text = 'citizen_id,cpr,name,protected\nC1,6806581002,Åse,måske\n';
    expect(faults(file('citizens.csv', text))).toEqual([
      'error | 2 | protected | måske | not_flag',
    ]);
  });

  test.each([
    ['CONVERSATION', 'conversation'],
    ['Samtale', 'conversation'],
    ['  samtale ', 'conversation'],
  ])('the code %j', (written, code) => {
    const reading = read(contact(`${written};2017-11-30T10:00;;planned;;`));
    expect(reading.records.contacts?.[0]?.kind).toBe(code);
  });

  test('an unknown code names the known ones', () => {
    const reading = read(contact('kaffe;2017-11-30T10:00;;planned;;'));
    expect(reading.problems.map((problem) => problemMessage(problem, 'en'))).toEqual([
      'The word is not known here. Write one of these: conversation, rehab_meeting, step_up, network_meeting, follow_up.',
    ]);
  });

  test.each([
    ['6806581002', '6806581002'],
    ['680658-1002', '6806581002'],
    // A leading zero that a spreadsheet took is put back; the number is one of 1899, which nobody living has.
    ['107995234', '0107995234'],
    ['10799-5234', '0107995234'],
    // Modulus 11 is no reason to refuse.
    ['6806581003', '6806581003'],
    ['6102000001', '6102000001'],
    // 29 February of 2000; 1900, of the next table, had none.
    ['8902004234', '8902004234'],
  ])('the CPR number %s', (written, cpr) => {
    expect(read(citizen(written)).records.citizens?.[0]?.cpr).toBe(cpr);
  });

  test.each([
    ['3002701234', 'no_such_cpr_day'],
    ['0013701234', 'no_such_cpr_day'],
    ['0001701234', 'no_such_cpr_day'],
    ['9201701234', 'no_such_cpr_day'],
    ['6000701234', 'no_such_cpr_day'],
    ['8902001234', 'no_such_cpr_day'],
    ['12345678', 'not_cpr'],
    ['68065810020', 'not_cpr'],
    ['680658 1002', 'not_cpr'],
    ['680658-100A', 'not_cpr'],
  ])('%s is no CPR number: %s', (written, code) => {
    const [problem, ...more] = read(citizen(written)).problems;
    expect(more).toEqual([]);
    expect(problem?.code).toBe(code);
  });

  test('no problem shows a CPR number beyond day and month, whatever column it stands in', () => {
    const text =
      'citizen_id,cpr,name,protected,origin\n' +
      'C1,3002701234,Åse,0,danish\n' +
      'C2,Åse Madsen,680658-1002,0,6806581002\n';
    const shown = read(file('citizens.csv', text)).problems.map(({ value }) => value);
    expect(shown).toEqual(['3002••••••', 'Åse Madsen', '6806••••••']);
  });

  test('a value is shortened to 100 characters', () => {
    const [problem] = read(contact(`${'x'.repeat(500)};2017-11-30T10:00;;planned;;`)).problems;
    expect(problem?.value).toHaveLength(100);
  });

  test('a required cell that is empty', () => {
    expect(faults(citizen(' '))).toEqual(['error | 2 | cpr |   | required']);
  });

  test('control characters are refused, a byte that Windows-1252 lacks too', () => {
    const text = (name: string) => `citizen_id,cpr,name\nC1,6806581002,${name}\n`;
    expect(read(file('citizens.csv', text('A\u0007'))).problems[0]?.code).toBe('control_character');
    const windows = Uint8Array.from(text('\u0081å'), (character) => character.charCodeAt(0));
    expect(read({ name: 'citizens.csv', bytes: windows }).problems[0]?.code).toBe(
      'control_character',
    );
  });

  test('a text that begins like a formula is a text', () => {
    const text =
      'citizen_id,cpr,name\nC1,6806581002,"=HYPERLINK(""http://x"")"\nC2,6806581002,@Bo\n';
    expect(read(file('citizens.csv', text)).records.citizens?.map(({ name }) => name)).toEqual([
      '=HYPERLINK("http://x")',
      '@Bo',
    ]);
  });

  test('a text is kept as it stands, keys without the space around them', () => {
    const text = 'citizen_id,cpr,name\n C1 ,6806581002," Åse "\n';
    expect(read(file('citizens.csv', text)).records.citizens?.[0]).toMatchObject({
      citizen_id: 'C1',
      name: ' Åse ',
    });
  });
});

describe('what cannot be true', () => {
  test.each([
    ['the last day before the first', aCase('2017-11-30', '2017-11-29'), 'closed_before_opened'],
    [
      'to before from',
      file('plans.csv', 'plan_id,case_id,version,drawn_up_on\nX,S1,0,2017-01-01\n'),
      'number_too_small',
    ],
    [
      'a period that ends before it begins',
      file(
        'enrolments.csv',
        'enrolment_id,case_id,programme,from,to\nE1,S1,haandholdt,2017-02-01,2017-01-31\n',
      ),
      'to_before_from',
    ],
    [
      'an answer before the question',
      inquiry('2017-11-30T10:00', '2017-11-30T09:59'),
      'answered_before_received',
    ],
    ['held without a day', contact('conversation;2017-11-30T10:00;;held;;'), 'held_without_day'],
    [
      'a company agreement that ends before it begins',
      file(
        'companies.csv',
        'company_id,name,kind,agreement_from,agreement_to\nV1,Væveri,private,2017-02-01,2017-01-01\n',
      ),
      'to_before_from',
    ],
  ])('%s', (_, exchangeFile, code) => {
    expect(read(exchangeFile).problems.map((problem) => problem.code)).toEqual([code]);
  });

  test('the same day at both ends is a day', () => {
    expect(read(aCase('2017-11-30', '2017-11-30')).problemCount).toBe(0);
  });

  test('held before planned is allowed', () => {
    const reading = read(contact('conversation;2017-11-30T10:00;2017-11-28;held;walk;E1 E2'));
    expect(reading.problems).toEqual([]);
    expect(reading.records.contacts?.[0]).toMatchObject({
      held_on: '2017-11-28',
      with: ['E1', 'E2'],
    });
  });

  test('a fault in one field brings no second about the fields together', () => {
    expect(faults(aCase('2017-02-30', '2017-01-01'))).toEqual([
      'error | 2 | opened_on | 2017-02-30 | no_such_day',
    ]);
  });

  test('a key twice names the first line', () => {
    const text = 'citizen_id,cpr,name\nC1,6806581002,Åse\nC2,6806581002,Bo\nC1,6806581002,Åse\n';
    const [problem] = read(file('citizens.csv', text)).problems;
    expect(problem).toMatchObject({ line: 4, column: 'citizen_id', value: 'C1' });
    expect(problem && problemMessage(problem)).toContain('linje 2');
  });
});

describe('rows that are voided', () => {
  test('a row with deleted = yes gives its key alone', () => {
    const text =
      'goal_id,case_id,kind,text,from,deleted\nG1,,,,,yes\nG2,S1,job,Gartner,2017-01-01,nej\nG3,S1,job,Kok,2017-01-01,\n';
    const reading = read(file('goals.csv', text));
    expect(reading.problems).toEqual([]);
    expect(reading.deleted.goals).toEqual(['G1']);
    expect(reading.records.goals?.map(({ goal_id }) => goal_id)).toEqual(['G2', 'G3']);
  });

  test('a voided row needs its key', () => {
    const text = 'goal_id,case_id,kind,text,from,slettet\n,S1,job,Kok,2017-01-01,ja\n';
    expect(faults(file('goals.csv', text))).toEqual(['error | 2 | goal_id |  | required']);
  });

  test('a key both voided and kept stands twice', () => {
    const text =
      'goal_id,case_id,kind,text,from,deleted\nG1,S1,job,Kok,2017-01-01,1\nG1,S1,job,Kok,2017-01-01,0\n';
    expect(read(file('goals.csv', text)).problems[0]?.code).toBe('duplicate_key');
  });
});

describe('references', () => {
  const assignment = file(
    'assignments.csv',
    'assignment_id,case_id,employee_id,role,from\nA1,S1,E1,mentor,2017-01-01\n',
  );
  const employee = file('employees.csv', 'employee_id,name,role\nE1,Bo,mentor\n');

  test('what the folder does not hold is for the database to find', () => {
    expect(referencesToFind(read(assignment, employee))).toEqual({ cases: ['S1'] });
  });

  test('what neither holds is an error that names its line', () => {
    const checked = checkReferences(read(assignment, employee), { cases: new Set(['S2']) });
    expect(checked.problems.map((problem) => [problem, problemMessage(problem)])).toEqual([
      [
        expect.objectContaining({
          file: 'assignments.csv',
          line: 2,
          column: 'case_id',
          value: 'S1',
          code: 'unknown_reference',
        }),
        'Nøglen findes hverken i cases.csv eller i databasen.',
      ],
    ]);
    expect(
      checkReferences(read(assignment, employee), { cases: new Set(['S1']) }).problemCount,
    ).toBe(0);
  });

  test('a list of keys is checked key by key', () => {
    const reading = read(contact('conversation;2017-11-30T10:00;;planned;;E1 E9'), employee);
    expect(referencesToFind(reading)).toEqual({ cases: ['S1'], employees: ['E9'] });
  });

  test('a key twice in a list is an error', () => {
    expect(read(contact('conversation;2017-11-30T10:00;;planned;;E1 E1')).problems[0]?.code).toBe(
      'repeated_reference',
    );
  });

  test('a row with a fault does not make those that refer to it faulty', () => {
    const faulty = file('employees.csv', 'employee_id,name,role\nE1,Bo,kok\n');
    const checked = checkReferences(read(assignment, faulty), { cases: new Set(['S1']) });
    expect(checked.problems.map(({ code }) => code)).toEqual(['unknown_code']);
  });

  test('a record that the folder voids may not be referred to, though the database holds it', () => {
    const voided = file('employees.csv', 'employee_id,name,role,deleted\nE1,Bo,mentor,ja\n');
    const known: { readonly [K in KindName]?: ReadonlySet<string> } = {
      cases: new Set(['S1']),
      employees: new Set(['E1']),
    };
    expect(
      checkReferences(read(assignment, voided), known).problems.map(({ code }) => code),
    ).toEqual(['voided_reference']);
  });

  test('the order of the files does not matter', () => {
    const forwards = read(employee, assignment);
    const backwards = read(assignment, employee);
    expect(forwards.records).toEqual(backwards.records);
    expect(referencesToFind(forwards)).toEqual(referencesToFind(backwards));
  });
});

test('what the database finds is said of file and line, of voided rows too', () => {
  const reading = read(
    citizen('6806581002'),
    file('employees.csv', 'employee_id,name,role,deleted\n\nE1,,,ja\n'),
  );
  const { problems, problemCount } = withRecordProblems(
    reading,
    [
      {
        kind: 'citizens',
        row: 0,
        deleted: false,
        field: 'cpr',
        value: '',
        code: 'cpr_twice',
        params: { other: 'C9' },
      },
      {
        kind: 'employees',
        row: 0,
        deleted: true,
        field: 'employee_id',
        value: 'E1',
        code: 'still_referred_to',
        params: { by: 'assignments', count: 3 },
      },
    ],
    1200,
  );
  expect(problemCount).toBe(1200);
  expect(
    problems.map((problem) => [problem.file, problem.line, problemMessage(problem, 'en')]),
  ).toEqual([
    [
      'citizens.csv',
      2,
      'The CPR number is also that of the citizen with the key C9. A person may stand only once.',
    ],
    [
      'employees.csv',
      3,
      'The record cannot be voided while 3 in assignments.csv refer to it. Void those too.',
    ],
  ]);
});

describe('the folder', () => {
  test('an unknown file is a warning beside a known one, an error alone', () => {
    const foreign = file('læsmig.txt', 'Hej');
    expect(faults(foreign, citizen('6806581002'))).toEqual(['warning |  |  |  | unknown_file']);
    expect(faults(foreign)).toEqual([
      'error |  |  |  | no_known_file',
      'warning |  |  |  | unknown_file',
    ]);
    expect(faults()).toEqual(['error |  |  |  | no_known_file']);
  });

  test('a file may lie in one folder, not deeper', () => {
    const inFolder = (name: string) => read({ ...citizen('6806581002'), name });
    expect(inFolder('varde/citizens.csv').records.citizens).toHaveLength(1);
    expect(inFolder('a/b/citizens.csv').problems[0]?.code).toBe('no_known_file');
  });

  test('the same file twice is an error', () => {
    expect(
      faults(citizen('6806581002'), { ...citizen('6806581002'), name: 'Citizens.csv' }),
    ).toEqual(['error |  |  |  | duplicate_file']);
  });

  test('too many rows in all, and a file that is too large, are refused', () => {
    const two = [citizen('6806581002'), hours('2017-11', '7')];
    expect(readExchange(two, { maximumRows: 2 }).problemCount).toBe(0);
    expect(readExchange(two, { maximumRows: 1 }).problems.map(({ code }) => code)).toEqual([
      'too_many_rows',
    ]);
    expect(readExchange(two, { maximumFileBytes: 50 }).problems.map(({ code }) => code)).toEqual([
      'file_too_large',
    ]);
  });

  test('the first 1,000 problems are listed, all are counted', () => {
    const rows = Array.from({ length: 1500 }, (_, index) => `C${index},0000000000,Åse\n`);
    const reading = read(file('citizens.csv', `citizen_id,cpr,name\n${rows.join('')}`));
    expect(reading.problems).toHaveLength(1000);
    expect(reading.problemCount).toBe(1500);
  });

  test('reading reports how far it has come', () => {
    const rows = Array.from({ length: 5000 }, (_, index) => `C${index},6806581002,Åse\n`);
    const files = [file('citizens.csv', `citizen_id,cpr,name\n${rows.join('')}`)];
    expect([...readingExchange(files)]).toEqual([
      { file: 'citizens.csv', rows: 2000 },
      { file: 'citizens.csv', rows: 4000 },
    ]);
  });

  test('a million rows are read within seconds', () => {
    const rows = Array.from(
      { length: 1_000_000 },
      (_, index) =>
        `P${index},C${index % 9999},20${10 + (index % 10)}-1${index % 3},${index % 400}\n`,
    );
    const big = file('paid_hours.csv', `paid_hours_id,citizen_id,month,hours\n${rows.join('')}`);
    const started = performance.now();
    const reading = readExchange([big]);
    expect(reading.problemCount).toBe(0);
    expect(reading.rowCount).toBe(1_000_000);
    expect(performance.now() - started).toBeLessThan(30_000);
  }, 60_000);
});

test('every problem has words in both languages, and every placeholder is filled', () => {
  for (const code of PROBLEM_CODES)
    for (const language of ['da', 'en'] as const)
      expect(problemMessage({ code, params: {} }, language)).toMatch(/^\p{Lu}.*[.?]$/u);
  const samples = [
    aCase('2017-02-30'),
    aCase('2017-11-30', '2017-01-01'),
    hours('2017-13', '401'),
    budget('1,2345'),
    inquiry('2017-11-30T10:00', '2017-11-29T10:00'),
    contact('kaffe;2017-11-30T10:00;2017-11-30;planned;;'),
    file('citizens.csv', 'citizen_id,name,sko\nC1\nC1,a,b,c\n'),
  ];
  for (const problem of samples.flatMap((sample) => {
    const { problems, warnings } = read(sample);
    return [...problems, ...warnings];
  }))
    for (const language of ['da', 'en'] as const)
      expect(problemMessage(problem, language)).not.toMatch(/[{}]/);
});
