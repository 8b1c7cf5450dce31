import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vardeScenario, writeExchange } from '@medspiller/domain';
import { openTestDatabase, type TestDatabase } from '@medspiller/store/testing';
import { main } from './main.ts';

let folder: string;
let database: TestDatabase;
let environment: Record<string, string>;

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly said: string;
}

const run = async (args: readonly string[], where = environment): Promise<Outcome> => {
  const out: Buffer[] = [];
  const said: string[] = [];
  const code = await main(args, {
    environment: where,
    out: (text) => void out.push(Buffer.from(text)),
    say: (line) => void said.push(line),
  });
  return { code, out: Buffer.concat(out).toString('utf8'), said: said.join('\n') };
};
const answer = async (
  args: readonly string[],
  where = environment,
): Promise<Record<string, unknown>> => {
  const { code, out, said } = await run(args, where);
  if (code !== 0) throw new Error(`${args.join(' ')}: ${code} ${said}`);
  return JSON.parse(out) as Record<string, unknown>;
};

const emptyDatabase = async (): Promise<{
  database: TestDatabase;
  environment: Record<string, string>;
}> => {
  const opened = await openTestDatabase({ migrated: false });
  if (opened.url === undefined) throw new Error('These tests need a PostgreSQL server.');
  return {
    database: opened,
    environment: {
      MEDSPILLER_DATA: folder,
      MEDSPILLER_KEY: randomBytes(32).toString('base64'),
      DATABASE_URL: opened.url,
    },
  };
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'medspiller-cli-'));
  // The database server of the last test may run as another user, who must get through.
  chmodSync(folder, 0o711);
  ({ database, environment } = await emptyDatabase());
  const varde = join(folder, 'varde');
  mkdirSync(varde);
  for (const { name, bytes } of writeExchange(vardeScenario().records))
    writeFileSync(join(varde, name), bytes);
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('usage', () => {
  it('is told on standard output where it is asked for, with exit code 0', async () => {
    const overview = await run(['--help']);
    expect([overview.code, overview.said]).toEqual([0, '']);
    for (const command of [
      'start',
      'import',
      'export',
      'report',
      'figure',
      'caseload',
      'audit',
      'backup',
      'restore',
    ]) {
      expect(overview.out).toContain(`  ${command}`);
      const help = await run([command, '--help']);
      expect([help.code, help.out.startsWith(`medspiller ${command}`)]).toEqual([0, true]);
    }
  });

  it.each([
    [[]],
    [['payout']],
    [['refund', '--all']],
    [['allocate']],
    [['constructor']],
    [['import']],
    [['import', 'a', 'b']],
    [['import', 'a', '--fast']],
    [['import', 'a', '--format', 'xml']],
    [['report', 'haandholdt', '--format', 'pdf']],
    [['report', 'haandholdt', '--from', '2017']],
    [['report', 'haandholdt', '--from', '2018-02', '--to', '2018-01']],
    [['report', 'nothing']],
    [['figure', 'passive_1y', '--programme', 'haandholdt']],
    [
      [
        'figure',
        'passive_1y',
        '--programme',
        'haandholdt',
        '--on',
        '2017-11-30',
        '--month',
        '2017-11',
      ],
    ],
    [['figure', 'passive_1y', '--programme', 'haandholdt', '--from', '2017-11-01']],
    [['figure', 'nothing', '--programme', 'haandholdt', '--on', '2017-11-30']],
    [['caseload']],
    [['caseload', '--on', '2017-02-30']],
    [['audit', 'everything']],
    [['start', '--port', 'high']],
    [['start', '--demo', 'atlantis']],
  ])('that is wrong gives exit code 2 and nothing on standard output: %j', async (args) => {
    const { code, out, said } = await run(args);
    expect([code, out]).toEqual([2, '']);
    expect(said).not.toBe('');
  });
});

describe('start', () => {
  it('refuses without secrets, naming each', async () => {
    const { code, said } = await run(['start'], { MEDSPILLER_DATA: folder });
    expect(code).toBe(1);
    expect(said).toContain('OIDC_ISSUER is missing');
    expect(said).toContain('SESSION_SECRET is missing');
  });
});

describe('import', () => {
  it('refuses what cannot be, at its place, and writes nothing', async () => {
    const broken = join(folder, 'cases.csv');
    writeFileSync(
      broken,
      'case_id,citizen_id,target_group,opened_on\nS1,C1,resource_course,2017-02-30\n',
    );
    const { code, out } = await run(['import', broken, '--format', 'json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      status: 'refused',
      problem_count: 1,
      problems: [{ file: 'cases.csv', line: 2, column: 'opened_on', value: '2017-02-30' }],
    });
    expect((await run(['import', join(folder, 'nowhere'), '--format', 'json'])).code).toBe(1);
  });

  it('says first, does then, and does nothing the second time', async () => {
    const varde = join(folder, 'varde');
    expect(await answer(['import', varde, '--dry-run', '--format', 'json'])).toMatchObject({
      status: 'imported',
    });
    const { citizens } = (await answer(['import', varde, '--format', 'json']))['files'] as Record<
      string,
      { new: number }
    >;
    expect(citizens?.new).toBeGreaterThan(300);
    expect(await answer(['import', varde, '--format', 'json'])).toMatchObject({
      status: 'unchanged',
      problems: [],
      problem_count: 0,
    });
    expect((await run(['import', varde])).out).toContain('Nothing to change');
  });

  it('gives back by export what came in', async () => {
    const copy = join(folder, 'copy');
    expect((await run(['export', copy])).code).toBe(0);
    for (const name of readdirSync(copy))
      expect(readFileSync(join(copy, name)).equals(readFileSync(join(folder, 'varde', name)))).toBe(
        true,
      );
    expect(statSync(join(copy, 'citizens.csv')).mode & 0o777).toBe(0o600);
    expect((await run(['export', copy])).code).toBe(1);
  });
});

describe('figures', () => {
  it('are Varde’s on 2017-11-30', async () => {
    const load = await answer(['caseload', '--on', '2017-11-30', '--format', 'json']);
    expect(load).toMatchObject({
      total: { all: 353, target_group: 233 },
      assigned: { all: 345, target_group: 225 },
      unassigned: { target_group: 8 },
      above_cap: 4,
    });
    expect(
      await answer([
        'figure',
        'passive_1y',
        '--programme',
        'haandholdt',
        '--on',
        '2017-11-30',
        '--as-of',
        '2017-11-30',
        '--format',
        'json',
      ]),
    ).toEqual({
      id: 'passive_1y',
      period: { from: '2017-11-30', to: '2017-11-30' },
      numerator: 49,
      denominator: 122,
      share: 49 / 122,
    });
    const exits = await answer([
      'figure',
      'exits',
      '--programme',
      'haandholdt',
      '--from',
      '2017-01-01',
      '--to',
      '2017-10-31',
    ]);
    expect(exits).toMatchObject({ numerator: 28, denominator: null, share: null });
    expect(
      (exits['rows'] as { reason: string; count: number }[]).find(
        ({ reason }) => reason === 'early_retirement',
      )?.count,
    ).toBe(12);
  });

  it('name their people where that is asked for', async () => {
    const { people } = (await answer([
      'figure',
      'passive_1y',
      '--programme',
      'haandholdt',
      '--month',
      '2017-11',
      '--as-of',
      '2017-11-30',
      '--people',
    ])) as {
      people: { numerator: string[]; denominator: string[] };
    };
    expect([people.numerator.length, people.denominator.length]).toEqual([49, 122]);
  });

  it('know nothing of what was not known yet', async () => {
    const asKnown = ['--as-known', '2017-01-01T00:00:00Z'];
    expect(
      await answer([
        'figure',
        'caseload',
        '--programme',
        'haandholdt',
        '--on',
        '2017-11-30',
        ...asKnown,
      ]),
    ).toMatchObject({ numerator: 0 });
  });

  it('begin at a day that has come', async () => {
    const { code, said } = await run([
      'figure',
      'passive_1y',
      '--programme',
      'haandholdt',
      '--month',
      '2018-01',
      '--as-of',
      '2017-11-30',
    ]);
    expect([code, said.includes('2017-11-30')]).toEqual([1, true]);
  });

  it('make a report, in each format', async () => {
    const months = ['--from', '2017-10', '--to', '2017-12', '--as-of', '2017-11-30'];
    const table = await answer(['report', 'haandholdt', ...months]);
    expect(table).toMatchObject({
      programme: 'haandholdt',
      months: ['2017-10', '2017-11'],
      as_of: '2017-11-30',
    });
    const csv = await run(['report', 'haandholdt', ...months, '--format', 'csv']);
    expect(csv.out).toContain('40,16%');
    const file = join(folder, 'status.xlsx');
    const written = await run([
      'report',
      'haandholdt',
      ...months,
      '--format',
      'xlsx',
      '--out',
      file,
    ]);
    expect([written.code, written.out]).toEqual([0, '']);
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');
  });
});

describe('backup', () => {
  it('brings everything back into an empty database, and overwrites nothing', async () => {
    const file = join(folder, 'all.backup');
    expect((await run(['backup', file])).code).toBe(0);
    expect((await run(['backup', file])).code).toBe(1);
    expect((await run(['restore', file])).code).toBe(1);
    const other = await emptyDatabase();
    try {
      // With another key the numbers could not be read: refused before anything is there.
      expect((await run(['restore', file], other.environment)).code).toBe(1);
      const right = { ...other.environment, MEDSPILLER_KEY: String(environment['MEDSPILLER_KEY']) };
      expect((await run(['restore', join(folder, 'nowhere')], right)).code).toBe(1);
    } finally {
      await other.database.close();
    }
    const third = await emptyDatabase();
    try {
      const right = { ...third.environment, MEDSPILLER_KEY: String(environment['MEDSPILLER_KEY']) };
      expect(await run(['restore', file], right)).toMatchObject({ code: 0 });
      const copy = join(folder, 'restored');
      await run(['export', copy], right);
      expect(
        readFileSync(join(copy, 'citizens.csv')).equals(
          readFileSync(join(folder, 'varde', 'citizens.csv')),
        ),
      ).toBe(true);
      expect((await answer(['caseload', '--on', '2017-11-30'], right))['total']).toEqual({
        all: 353,
        target_group: 233,
      });
    } finally {
      await third.database.close();
    }
  });
});

describe('audit verify', () => {
  it('says that the log is whole', async () => {
    expect(await run(['audit', 'verify'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('whole') as string,
    });
  });
});

describe('the database in the data folder', () => {
  it('is made for the command, with a key of its own', async () => {
    const own = { MEDSPILLER_DATA: join(folder, 'own') };
    expect((await run(['import', join(folder, 'varde')], own)).code).toBe(0);
    expect(await answer(['caseload', '--on', '2017-11-30'], own)).toMatchObject({
      total: { target_group: 233 },
    });
    expect(statSync(join(folder, 'own', 'cpr-key')).mode & 0o777).toBe(0o600);
    expect(existsSync(join(folder, 'own', 'database.lock'))).toBe(false);
  }, 60_000);
});
