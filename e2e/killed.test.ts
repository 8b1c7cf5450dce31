/** The power goes: the server, and the database under it, are killed in the middle of their work. */
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { request, type APIRequestContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command, freePort, startProcess, type Process } from './app.ts';
import { zipped } from './zip.ts';

let folder: string;
let environment: { MEDSPILLER_DATA: string };
let port: number;
let server: Process;

const start = async (): Promise<void> => {
  server = await startProcess(environment, 'varde', port);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'medspiller-killed-'));
  // Where root runs the tests, the database's own user must be able to pass, or it would lie elsewhere.
  chmodSync(folder, 0o711);
  environment = { MEDSPILLER_DATA: join(folder, 'data') };
  port = await freePort();
  await start();
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface SignedIn {
  readonly http: APIRequestContext;
  readonly today: string;
  readonly headers: Readonly<Record<string, string>>;
}

const signedIn = async (role: string): Promise<SignedIn> => {
  const { origin } = server;
  const http = await request.newContext({ baseURL: origin });
  const { persons } = (await (await http.get('/api/sign-in')).json()) as {
    persons: { login: string; role: string }[];
  };
  const login = persons.find((person) => person.role === role)?.login ?? '';
  await http.post('/sign-in', {
    form: { login, to: '/' },
    headers: { origin, 'sec-fetch-site': 'same-origin' },
  });
  const me = (await (await http.get('/api/me')).json()) as { csrf_token: string; today: string };
  return { http, today: me.today, headers: { origin, 'x-csrf-token': me.csrf_token } };
};

/** What stands in a file of the exchange folder, taken out beside the server. */
const exported = async (file: string): Promise<string[]> => {
  const out = mkdtempSync(join(folder, 'out-'));
  const { code, said } = await command(environment, ['export', join(out, 'folder')]);
  expect(code, said).toBe(0);
  return readFileSync(join(out, 'folder', file), 'utf8').split('\n');
};

/** The database's own process, which outlives a server that was killed. */
const killDatabase = (): void => {
  const note = join(environment.MEDSPILLER_DATA, 'postgresql', 'postmaster.pid');
  const [pid] = readFileSync(note, 'utf8').split('\n');
  process.kill(Number(pid), 'SIGKILL');
};

const ROUNDS = [
  { saves: 40, database: false },
  { saves: 60, database: true },
];

describe('killed', { timeout: 120_000 }, () => {
  test.each(ROUNDS)(
    'after $saves saves (database too: $database): every one that was acknowledged is there, once',
    async ({ saves, database }) => {
      const { http, headers, today } = await signedIn('caseworker');
      const { rows } = (await (await http.get('/api/citizens?limit=200')).json()) as {
        rows: { citizen_id: number; case_id: number }[];
      };
      expect(rows.length).toBeGreaterThan(5);
      const acknowledged: string[] = [];
      const power = { on: true };
      const keepSaving = async (worker: number): Promise<void> => {
        for (let turn = 0; power.on; turn += 1) {
          const row = rows[(worker * 7 + turn) % rows.length];
          if (row === undefined) throw new Error('no case to save on');
          const text = `Mål ${randomUUID()}`;
          const answer = await http
            .post(`/api/citizens/${row.citizen_id}/facts`, {
              headers,
              data: {
                kind: 'goals',
                request_id: randomUUID(),
                values: {
                  case_id: row.case_id,
                  kind: 'job',
                  text,
                  disco: null,
                  from: today,
                  to: null,
                },
              },
            })
            .catch(() => null);
          if (answer === null) return;
          if (answer.ok()) acknowledged.push(text);
          else if (power.on) throw new Error(`${answer.status()} ${await answer.text()}`);
        }
      };
      const working = Promise.all([0, 1, 2, 3].map(keepSaving));
      while (acknowledged.length < saves) await Promise.race([sleep(5), working]);
      power.on = false;
      if (database) killDatabase();
      await server.kill();
      await working;
      await http.dispose();
      await start();
      const goals = await exported('goals.csv');
      for (const text of acknowledged)
        expect(goals.filter((line) => line.includes(text)).length, text).toBe(1);
    },
  );

  test('during an import: it is wholly there or wholly absent', async () => {
    const citizens = Array.from({ length: 3_000 }, (_, index) => `K${index}`);
    const zip = zipped({
      'citizens.csv': `citizen_id,cpr,name,protected,origin\n${citizens.map((key, index) => `${key},61${String((index % 12) + 1).padStart(2, '0')}80${String(1000 + index).padStart(4, '0')},Prøve Prøvesen,0,danish\n`).join('')}`,
      'cases.csv': `case_id,citizen_id,target_group,opened_on,awarded_on,closed_on,close_reason,next_target_group\n${citizens.map((key) => `S${key},${key},resource_course,2017-01-02,2017-01-02,,,\n`).join('')}`,
      'goals.csv': `goal_id,case_id,kind,text,disco,from,to\n${citizens.map((key) => `G${key},S${key},job,Indlæst mål,,2017-02-01,\n`).join('')}`,
    });
    for (const patience of [150, 600]) {
      const { http, headers } = await signedIn('administrator');
      const preview = await http.post('/api/exchange/preview', {
        headers,
        multipart: { files: { name: 'k.zip', mimeType: 'application/zip', buffer: zip } },
        timeout: 60_000,
      });
      const { upload_id, status, problems } = (await preview.json()) as {
        upload_id: string | null;
        status: string;
        problems: unknown[];
      };
      expect(status, JSON.stringify(problems).slice(0, 400)).toBe('ready');
      const answer = http
        .post('/api/exchange/import', { headers, data: { upload_id }, timeout: 60_000 })
        .then(
          (response) => response.ok(),
          () => false,
        );
      await sleep(patience);
      await server.kill();
      const acknowledged = await answer;
      await http.dispose();
      await start();
      const there = (await exported('goals.csv')).filter((line) =>
        line.includes('Indlæst mål'),
      ).length;
      const people = (await exported('citizens.csv')).filter((line) =>
        line.includes('Prøve Prøvesen'),
      ).length;
      expect(acknowledged ? [citizens.length] : [0, citizens.length]).toContain(there);
      expect(people).toBe(there);
      if (there > 0) break;
    }
  });
});
