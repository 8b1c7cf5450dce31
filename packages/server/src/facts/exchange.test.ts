import { writeExchange } from '@medspiller/domain';
import { readRecords, readSnapshot } from '@medspiller/store';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Browser } from '../testing/browser.ts';
import { idOf } from '../testing/lookUp.ts';
import { municipality, TODAY } from '../testing/municipality.ts';
import { startTestServer, type TestServer } from '../testing/testServer.ts';
import { openArchive } from './zip.ts';
import { UPLOAD_LIMITS } from './limits.ts';

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  server = await startTestServer({ today: TODAY, records: municipality() });
  browser = await server.browserOf('administrator');
});
afterAll(async () => server.stop());

const upload = (
  files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
  by = browser,
): Promise<Answer> => {
  const form = new FormData();
  for (const [name, content] of Object.entries(files))
    form.append('files', new Blob([content]), name);
  return by.send('POST', '/api/exchange/preview', {
    headers: { origin: by.origin, 'x-csrf-token': by.csrfToken },
    body: form,
  });
};
const kept = (): string[] => readdirSync(join(server.configuration.dataFolder, 'uploads'));

describe('an upload', () => {
  it('is previewed, then imported, then changes nothing more', async () => {
    const files = {
      'delivery/employees.csv':
        'employee_id,name,role\nNY,Ny Mentor,mentor\nmentor,Nyt Navn,mentor\n',
      'delivery/thumbs.db': 'x',
    };
    const preview = (await upload(files)).json() as { status: string; upload_id: string };
    expect(preview).toMatchObject({
      status: 'ready',
      files: { employees: { new: 1, corrected: 1, voided: 0, unchanged: 0 } },
      problem_count: 0,
      corrections: [
        {
          kind: 'employees',
          key: 'mentor',
          fields: expect.arrayContaining([
            { field: 'name', before: 'Medarbejder mentor', after: 'Nyt Navn' },
          ]) as unknown,
        },
      ],
    });
    const before = (await browser.get('/api/exchange/imports')).json() as { imports: unknown[] };
    expect(before.imports).toHaveLength(0);
    const other = await server.browserOf('team_leader');
    expect(
      (await other.post('/api/exchange/import', { upload_id: preview.upload_id })).status,
    ).toBe(403);
    const imported = await browser.post('/api/exchange/import', { upload_id: preview.upload_id });
    expect(imported.json()).toMatchObject({
      status: 'imported',
      files: { employees: { new: 1, corrected: 1 } },
    });
    expect((await browser.get('/api/exchange/imports')).json()).toMatchObject({
      imports: [{ by: 'Medarbejder administrator', source: 'delivery', new: 1, corrected: 1 }],
    });
    expect(
      (await browser.post('/api/exchange/import', { upload_id: preview.upload_id })).status,
    ).toBe(404);
    expect((await upload(files)).json()).toMatchObject({ status: 'unchanged', upload_id: null });
    expect(kept()).toEqual([]);
  });

  it('with a fault is refused, each fault at its place', async () => {
    const answer = await upload({
      'citizens.csv': 'citizen_id,cpr,name\nC1,3213801234,Anna\nC2,7101804001,Bo\n',
      'cases.csv':
        'case_id,citizen_id,target_group,opened_on\nS1,C9,resource_course,2026-01-01\nS2,C2,resource_course,2026-02-30\n',
    });
    const {
      status,
      problems,
      problem_count: count,
    } = answer.json() as {
      status: string;
      problems: { file: string; line: number; column: string; message: string }[];
      problem_count: number;
    };
    expect(status).toBe('refused');
    expect(count).toBe(3);
    expect(problems.map(({ file, line, column }) => [file, line, column])).toEqual([
      ['citizens.csv', 2, 'cpr'],
      ['cases.csv', 3, 'opened_on'],
      ['cases.csv', 2, 'citizen_id'],
    ]);
    expect(JSON.stringify(problems)).not.toContain('3213801234');
  });

  it('that takes a number which somebody has is refused by the database, at its place too', async () => {
    const answer = await upload({
      'citizens.csv': 'citizen_id,cpr,name\nC1,7102705555,Bo\nC2,7101804001,Anna Igen\n',
    });
    expect(answer.json()).toMatchObject({
      status: 'refused',
      problem_count: 1,
      problems: [{ file: 'citizens.csv', line: 3, column: 'cpr' }],
    });
  });

  it.each([
    ['nothing', {}],
    ['an empty file', { 'citizens.csv': '' }],
    ['a damaged archive', { 'records.zip': 'PK\u0003\u0004 not really' }],
    ['a damaged workbook', { 'records.xlsx': 'PK\u0003\u0004 not really' }],
    ['a stranger', { 'picture.png': 'x' }],
    ['a path that leads out', { '../../citizens.csv': 'citizen_id,cpr,name\n' }],
  ])('of %s is answered, and the server lives', async (_, files) => {
    const answer = await upload(files);
    expect(answer.status).toBe(200);
    expect((answer.json() as { status: string }).status).not.toBe('ready');
    expect((await browser.get('/api/health')).status).toBe(200);
    expect(kept()).toEqual([]);
  });

  it('that is too large is stopped on the way', async () => {
    const chunk = new Uint8Array(UPLOAD_LIMITS.receivedBytes / 2 + 1);
    const answer = await upload({ 'citizens.csv': chunk, 'cases.csv': chunk });
    expect([answer.status, answer.json()]).toEqual([413, { error: 'too_large' }]);
    expect(kept()).toEqual([]);
  });

  it('that is no upload is refused', async () => {
    expect((await browser.post('/api/exchange/preview', {})).status).toBe(415);
  });
});

describe('the export', () => {
  it('is noted in the log of everybody in it', async () => {
    await browser.get('/api/exchange/export');
    const leader = await server.browserOf('team_leader');
    const citizen = await idOf(server.store, 'citizens', 'own');
    expect((await leader.get(`/api/citizens/${citizen}/lookups`)).json()).toMatchObject({
      lookups: [{ name: 'Medarbejder administrator', action: 'export' }],
    });
  });

  it('is everything, as a zip of the exchange folder', async () => {
    const response = await fetch(`${server.origin}/api/exchange/export`, {
      headers: {
        cookie: [...browser.cookies]
          .map(([name, { value }]) => `${name.split(' ')[0]}=${value}`)
          .join('; '),
      },
    });
    expect(response.headers.get('content-disposition')).toContain(`medspiller-${TODAY}.zip`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const archive = await openArchive('export.zip', bytes, UPLOAD_LIMITS, 'damaged_archive');
    const records = await readSnapshot(server.store.pool, (tx) =>
      readRecords(tx, { vault: server.store.vault }),
    );
    for (const { name, bytes: expected } of writeExchange(records))
      expect(Buffer.from(await archive.read(name)).equals(Buffer.from(expected))).toBe(true);
  });
});
