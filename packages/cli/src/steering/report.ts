import { writeFile } from 'node:fs/promises';
import { spreadsheetBytes, statusAsked, statusReport, statusSheet } from '@medspiller/server';
import {
  dayOption,
  instantOption,
  json,
  monthOption,
  oneOf,
  parsed,
  UsageError,
  type Command,
} from '../usage.ts';
import { programmeNamed, withDatabase } from '../withDatabase.ts';

const LATER_FORMATS = ['pdf', 'docx'];

export const report: Command = {
  summary: "a programme's status table",
  help: `medspiller report PROGRAMME [--from MONTH] [--to MONTH] [--as-of DAY] [--as-known INSTANT]
                  [--format json|csv|xlsx] [--out FILE]

Months by indicators. Without --from and --to: the programme's months, up to the as-of day (today).
  --as-known   every record as it stood at an instant
  --out        the file to write; without it the table goes to standard output`,
  run: async (args, terminal) => {
    const { values, positionals } = parsed(
      args,
      {
        from: { type: 'string' },
        to: { type: 'string' },
        'as-of': { type: 'string' },
        'as-known': { type: 'string' },
        format: { type: 'string', default: 'json' },
        out: { type: 'string' },
      },
      ['PROGRAMME'],
    );
    if (LATER_FORMATS.includes(values.format))
      throw new UsageError(`--format ${values.format} is not there yet: use json, csv or xlsx.`);
    const format = oneOf('format', values.format, ['json', 'csv', 'xlsx']);
    const query = {
      from: values.from && monthOption('from', values.from),
      to: values.to && monthOption('to', values.to),
      as_of: values['as-of'] && dayOption('as-of', values['as-of']),
      as_known: values['as-known'] && instantOption('as-known', values['as-known']),
    };
    if (query.from && query.to && query.to < query.from)
      throw new UsageError(`--to ${query.to} comes before --from ${query.from}.`);
    const [id = ''] = positionals;
    const answer = await withDatabase(terminal, async (workplace) => {
      const programme = programmeNamed(workplace, id);
      const asked = statusAsked(programme, query, workplace.clock.today());
      const table = await statusReport(workplace.store, workplace.catalogue, asked);
      return format === 'json'
        ? json(table)
        : spreadsheetBytes(statusSheet(table, programme, 'da'), format);
    });
    if (values.out === undefined) terminal.out(answer);
    else await writeFile(values.out, answer);
    return 0;
  },
};
