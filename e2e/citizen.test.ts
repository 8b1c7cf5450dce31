import { describe, expect, test } from 'vitest';
import { asked, bench, settled, signInAs, type Page } from './browser.ts';

const { openAs, expectRefusal } = bench();

interface Row {
  readonly citizen_id: number;
  readonly name: string;
  readonly goal: unknown;
  readonly job_broker: string | null;
  readonly activities: readonly unknown[];
  readonly state: { readonly code: string };
}
interface Facts {
  readonly today: string;
  readonly contacts: readonly { record_id: number; version_id: number; held_on: string | null }[];
  readonly activities: readonly unknown[];
  readonly paid_hours: readonly { month: string; hours: number }[];
}

const ownRows = async (page: Page): Promise<readonly Row[]> =>
  (await asked<{ rows: readonly Row[] }>(page, '/api/citizens?limit=200')).rows;
const factsOf = (page: Page, id: number): Promise<Facts> =>
  asked<Facts>(page, `/api/citizens/${id}`);

/** The form beside the page. */
const form = (page: Page) =>
  page.getByRole('complementary').filter({ has: page.getByRole('button', { name: 'Fortryd' }) });
const save = async (page: Page): Promise<void> => {
  await form(page).getByRole('button', { name: 'Gem', exact: true }).click();
  await form(page).waitFor({ state: 'detached' });
  await settled(page);
};
const register = async (page: Page, what: string): Promise<void> => {
  await page.getByLabel('Registrér andet').selectOption({ label: what });
  await form(page).getByRole('heading', { name: what }).waitFor();
};
const openTab = async (page: Page, name: string | RegExp): Promise<void> => {
  await page.getByRole('tab', { name }).click();
  await settled(page);
};
const panel = (page: Page) => page.getByRole('tabpanel');

const openCitizen = async (page: Page, which: (row: Row) => boolean): Promise<Row> => {
  const row = (await ownRows(page)).find(which);
  if (row === undefined) throw new Error('the demo has no such citizen');
  await page.goto(`/borgere/${row.citizen_id}`);
  await page.getByRole('tab').first().waitFor();
  await settled(page);
  return row;
};

describe('a citizen', () => {
  test('shows who is around the citizen with direct numbers, what comes next, and the course as a picture', async () => {
    const page = await openAs('Signe Overby');
    await openCitizen(page, (row) => row.job_broker !== null);
    const people = page.getByRole('region', { name: 'Hvem er omkring borgeren' });
    expect(await people.getByText('Signe Overby').count()).toBe(1);
    expect(await people.getByRole('link', { name: '72 10 44 03' }).getAttribute('href')).toBe(
      'tel:72104403',
    );
    await page.getByRole('heading', { name: 'Næste skridt' }).waitFor();
    await page.getByRole('heading', { name: 'Forløbet' }).waitFor();
    expect(await page.getByText(/\d{6}-?\d{4}/).count(), 'no CPR number on the page').toBe(0);
  });

  test('a conversation noted shows in the table, the list and the history', async () => {
    const page = await openAs('Signe Overby');
    const row = await openCitizen(page, (each) => each.state.code !== 'active');
    const before = (await factsOf(page, row.citizen_id)).contacts.length;
    await page.getByRole('button', { name: 'Notér samtale' }).first().click();
    await form(page).getByLabel(/^Sted/).selectOption({ label: 'Gåtur' });
    await save(page);
    const after = await factsOf(page, row.citizen_id);
    expect(after.contacts.length).toBe(before + 1);
    await openTab(page, /^Samtaler/);
    expect(await panel(page).getByRole('row').filter({ hasText: 'Gåtur' }).count()).toBeGreaterThan(
      0,
    );
    await openTab(page, 'Historik');
    const change = panel(page).getByRole('row').nth(1);
    expect(await change.textContent()).toMatch(/Signe Overby.*registreret.*Gåtur/s);
    await page.goto('/borgere');
    await settled(page);
    const listed = page
      .getByRole('table', { name: 'Borgere' })
      .getByRole('row')
      .filter({ hasText: row.name });
    expect(await listed.first().textContent()).toContain('i dag');
  });

  test('activity, marker, goal and paid hours: list and figures follow at once', async () => {
    const lead = await openAs('Louise Arendal');
    const page = await openAs('Signe Overby');
    interface Enrolled {
      readonly enrolments: readonly { programme: string; to: string | null }[];
    }
    const portfolio = 'flere-skal-med-norreaa';
    let row: Row | undefined;
    for (const each of await ownRows(page)) {
      if (each.goal !== null || each.activities.length > 0) continue;
      const { enrolments } = await asked<Enrolled>(page, `/api/citizens/${each.citizen_id}`);
      if (enrolments.some(({ programme, to }) => programme === portfolio && to === null))
        row = each;
      if (row !== undefined) break;
    }
    const subject = row ?? (await ownRows(page)).find((each) => each.goal === null);
    if (subject === undefined) throw new Error('everybody has a goal');
    const figures = async (): Promise<Record<string, number>> => {
      const status = await asked<{
        sections: { rows: { id: string; values: { numerator: number | null }[] }[] }[];
      }>(lead, `/api/programmes/${portfolio}/status`);
      return Object.fromEntries(
        status.sections.flatMap(({ rows }) =>
          rows.map(({ id, values }) => [id, values.at(-1)?.numerator ?? 0]),
        ),
      );
    };
    const before = await figures();
    await page.goto(`/borgere/${subject.citizen_id}`);
    await page.getByRole('tab').first().waitFor();

    await register(page, 'Nyt mål');
    await form(page).getByLabel('Mål i ord').fill('Gartner på deltid');
    await save(page);
    await register(page, 'Ny markering');
    await form(page).getByLabel('Markering').selectOption({ label: 'CV på Jobnet' });
    await save(page);
    await register(page, 'Ny aktivitet');
    await form(page).getByLabel('Art').selectOption({ label: 'Virksomhedspraktik' });
    const company = form(page).getByLabel(/^Virksomhed/);
    if ((await company.count()) > 0) await company.selectOption({ index: 1 });
    await save(page);
    await register(page, 'Nye løntimer');
    await form(page).getByLabel('Timer i måneden').fill('12,5');
    const payer = form(page).getByLabel(/^Virksomhed/);
    if ((await payer.count()) > 0) await payer.selectOption({ index: 1 });
    await save(page);

    const facts = await factsOf(page, subject.citizen_id);
    expect(
      facts.paid_hours.some(
        ({ month, hours }) => month === facts.today.slice(0, 7) && hours === 12.5,
      ),
    ).toBe(true);
    await openTab(page, /^Løntimer/);
    expect(await panel(page).getByText('12,5').count()).toBeGreaterThan(0);

    await page.goto('/borgere');
    await settled(page);
    const listed = page
      .getByRole('table', { name: 'Borgere' })
      .getByRole('row')
      .filter({ has: page.locator(`[href$="/borgere/${subject.citizen_id}"]`) });
    const text = (await listed.first().textContent()) ?? '';
    expect(text).toContain('Gartner på deltid');
    expect(text).toContain('Virksomhedspraktik');
    expect(text).toContain('12,5');

    if (row === undefined) return;
    const after = await figures();
    for (const id of ['job_goal', 'paid_hours', 'internship'])
      expect(after[id], id).toBe((before[id] ?? 0) + 1);
  });

  test('an assignment moves the caseload', async () => {
    const page = await openAs('Marianne Foged');
    interface Load {
      readonly rows: readonly { name: string; all: number; target_group: number }[];
      readonly unassigned: {
        target_group: number;
        citizens: readonly { citizen_id: number; name: string }[];
      };
    }
    const before = await asked<Load>(page, '/api/caseload');
    const [waiting] = before.unassigned.citizens;
    if (waiting === undefined) throw new Error('nobody waits');
    await page.goto('/belastning');
    await page.getByRole('link', { name: waiting.name }).click();
    await page.getByRole('tab').first().waitFor();
    await register(page, 'Ny tilknytning');
    await form(page)
      .getByLabel('Medarbejder')
      .selectOption({ label: 'Tarek Mansouri, koordinerende sagsbehandler' });
    await form(page).getByLabel('Rolle').selectOption({ label: 'Koordinerende sagsbehandler' });
    await save(page);
    expect(
      await page
        .getByRole('region', { name: 'Hvem er omkring borgeren' })
        .getByText('Tarek Mansouri')
        .count(),
    ).toBe(1);
    await page.goto('/belastning');
    await settled(page);
    const after = await asked<Load>(page, '/api/caseload');
    const of = (load: Load): number =>
      load.rows.find(({ name }) => name === 'Tarek Mansouri')?.target_group ?? -1;
    expect(of(after)).toBe(of(before) + 1);
    expect(after.unassigned.target_group).toBe(before.unassigned.target_group - 1);
    expect(await page.getByRole('link', { name: waiting.name }).count()).toBe(0);
  });

  test('a correction and a void need a reason; the history says what stood before, and who has looked', async () => {
    const page = await openAs('Signe Overby');
    const rows = await ownRows(page);
    let subject: Row | undefined;
    for (const row of rows)
      if ((await factsOf(page, row.citizen_id)).contacts.some(({ held_on }) => held_on !== null)) {
        subject = row;
        break;
      }
    if (subject === undefined) throw new Error('no conversation was held');
    await page.goto(`/borgere/${subject.citizen_id}?tab=contacts`);
    const lines = panel(page).getByRole('row').filter({ hasText: 'Holdt' });
    const held = lines.filter({ has: page.getByRole('button', { name: /^Ret: / }) }).first();
    await held.getByRole('button', { name: /^Ret: / }).click();
    await form(page).getByLabel(/^Sted/).selectOption({ label: 'Psykiatrien' });
    await form(page).getByRole('button', { name: 'Gem', exact: true }).click();
    // Without a reason it stays open.
    await form(page)
      .getByText(/mindst tre tegn/)
      .waitFor();
    await form(page).getByLabel('Begrundelse').fill('Forkert sted');
    await save(page);
    await openTab(page, 'Historik');
    let change = (await panel(page).getByRole('row').nth(1).textContent()) ?? '';
    expect(change).toMatch(/rettet.*Psykiatrien.*før.*Forkert sted/s);

    await openTab(page, /^Samtaler/);
    const before = (await factsOf(page, subject.citizen_id)).contacts.length;
    await panel(page)
      .getByRole('button', { name: /^Annullér registrering: / })
      .first()
      .click();
    await form(page).getByLabel('Begrundelse').fill('Skrevet på den forkerte borger');
    await form(page).getByRole('button', { name: 'Annullér registrering' }).click();
    await form(page).waitFor({ state: 'detached' });
    await settled(page);
    expect((await factsOf(page, subject.citizen_id)).contacts.length).toBe(before - 1);
    await openTab(page, 'Historik');
    change = (await panel(page).getByRole('row').nth(1).textContent()) ?? '';
    expect(change).toMatch(/annulleret.*Skrevet på den forkerte borger/s);

    await openTab(page, 'Hvem har set sagen');
    const looked = panel(page).getByRole('row').filter({ hasText: 'Signe Overby' });
    expect(await looked.count()).toBeGreaterThan(0);
  });

  test('what the rules refuse is said at its field, and nothing typed is lost', async () => {
    const page = await openAs('Signe Overby');
    const row = await openCitizen(page, () => true);
    expectRefusal(page, /^(400|422) \/api\/citizens/);
    await register(page, 'Ny aktivitet');
    await form(page).getByLabel('Art').selectOption({ label: 'Virksomhedspraktik' });
    await form(page)
      .getByLabel(/^Fra og med/)
      .fill('2026-05-10');
    await form(page)
      .getByLabel(/^Til og med/)
      .fill('2026-05-01');
    await form(page).getByRole('button', { name: 'Gem', exact: true }).click();
    await form(page).locator('[aria-invalid="true"]').first().waitFor();
    expect(
      await form(page)
        .getByLabel(/^Fra og med/)
        .inputValue(),
    ).toBe('2026-05-10');
    expect(
      await form(page)
        .getByLabel(/^Til og med/)
        .inputValue(),
    ).toBe('2026-05-01');
    expect(row.citizen_id).toBeGreaterThan(0);
  });
});

describe('two people at once', () => {
  const typed = async (page: Page, place: string, reason: string): Promise<void> => {
    await panel(page)
      .getByRole('button', { name: /^Ret: / })
      .first()
      .click();
    await form(page).getByLabel(/^Sted/).selectOption({ label: place });
    await form(page).getByLabel('Begrundelse').fill(reason);
  };
  const conflict = async (nth: number): Promise<{ first: Page; second: Page; id: number }> => {
    const first = await openAs('Signe Overby');
    const second = await openAs('Dorthe Sandager');
    const known = new Set(
      (await asked<{ rows: Row[] }>(second, '/api/citizens?reach=all&limit=200')).rows.map(
        ({ citizen_id }) => citizen_id,
      ),
    );
    const shared: number[] = [];
    for (const { citizen_id } of await ownRows(first)) {
      if (!known.has(citizen_id)) continue;
      if ((await factsOf(first, citizen_id)).contacts.length > 1) shared.push(citizen_id);
      if (shared.length > nth) break;
    }
    const id = shared[nth];
    if (id === undefined) throw new Error('the team shares no such citizen');
    expectRefusal(second, /^409 \/api\/citizens/);
    await first.goto(`/borgere/${id}?tab=contacts`);
    await second.goto(`/borgere/${id}?tab=contacts`);
    await typed(first, 'Gåtur', 'Vi gik en tur');
    await typed(second, 'Video', 'Det var på skærm');
    await save(first);
    await form(second).getByRole('button', { name: 'Gem', exact: true }).click();
    const told = form(second).getByRole('alert');
    await told.waitFor();
    expect(await told.textContent()).toMatch(/Signe Overby/);
    expect(await told.textContent()).toMatch(/Gåtur/);
    expect(await told.textContent()).toMatch(/Video/);
    // Nothing typed is lost.
    expect(await form(second).getByLabel('Begrundelse').inputValue()).toBe('Det var på skærm');
    return { first, second, id };
  };

  test('the second is told, and saves on top', async () => {
    const { first, second, id } = await conflict(0);
    await form(second)
      .getByRole('button', { name: /oven på/ })
      .click();
    await form(second).waitFor({ state: 'detached' });
    await settled(second);
    await first.goto(`/borgere/${id}?tab=history`);
    await settled(first);
    const changes = await panel(first).getByRole('row').allTextContents();
    expect(changes[1]).toMatch(/Dorthe Sandager.*Video.*før Gåtur.*Det var på skærm/s);
    expect(changes[2]).toMatch(/Signe Overby.*Gåtur.*Vi gik en tur/s);
  });

  test('the second is told, and keeps what stands', async () => {
    const { second, id } = await conflict(1);
    await form(second)
      .getByRole('button', { name: /Behold/ })
      .click();
    await form(second).waitFor({ state: 'detached' });
    await settled(second);
    expect(await panel(second).getByText('Gåtur').count()).toBeGreaterThan(0);
    await second.goto(`/borgere/${id}?tab=history`);
    await settled(second);
    expect(await panel(second).getByRole('row').nth(1).textContent()).toMatch(/Signe Overby/);
  });

  test('pressing save twice registers once', async () => {
    const page = await openAs('Signe Overby');
    const row = await openCitizen(page, () => true);
    const before = (await factsOf(page, row.citizen_id)).contacts.length;
    await page.getByRole('button', { name: 'Notér samtale' }).first().click();
    await form(page).getByRole('button', { name: 'Gem', exact: true }).dblclick();
    await form(page).waitFor({ state: 'detached' });
    await settled(page);
    expect((await factsOf(page, row.citizen_id)).contacts.length).toBe(before + 1);
  });

  test('a save whose answer is lost and that is sent again registers once', async () => {
    const page = await openAs('Signe Overby');
    const row = await openCitizen(page, () => true);
    const before = (await factsOf(page, row.citizen_id)).contacts.length;
    expectRefusal(page, /^502 \/api\/citizens/);
    let lost = 0;
    await page.route('**/facts', async (route) => {
      if (lost > 0) return route.fallback();
      lost += 1;
      await route.fetch();
      return route.fulfill({ status: 502, body: '{"error":"failed"}' });
    });
    await page.getByRole('button', { name: 'Notér samtale' }).first().click();
    await form(page).getByLabel(/^Sted/).selectOption({ label: 'Gåtur' });
    await form(page).getByRole('button', { name: 'Gem', exact: true }).click();
    await form(page).getByRole('alert').waitFor();
    expect(await form(page).getByLabel(/^Sted/).inputValue()).not.toBe('');
    await save(page);
    expect((await factsOf(page, row.citizen_id)).contacts.length).toBe(before + 1);
  });

  test('a session that ends meanwhile: what was typed can still be saved after signing in again', async () => {
    const page = await openAs('Signe Overby');
    const row = await openCitizen(page, () => true);
    await register(page, 'Nyt mål');
    await form(page).getByLabel('Mål i ord').fill('Pædagogmedhjælper i børnehave');
    expectRefusal(page, /^401 \/api\//);
    await page.context().clearCookies();
    await form(page).getByRole('button', { name: 'Gem', exact: true }).click();
    await settled(page);
    await form(page).getByRole('alert').waitFor();
    expect(await form(page).getByLabel('Mål i ord').inputValue()).toBe(
      'Pædagogmedhjælper i børnehave',
    );
    const [elsewhere] = await Promise.all([
      page.context().waitForEvent('page'),
      form(page).getByRole('alert').getByRole('link').click(),
    ]);
    await elsewhere.getByRole('button', { name: 'Signe Overby' }).waitFor();
    await signInAs(elsewhere, 'Signe Overby');
    await save(page);
    await openTab(page, /^Mål/);
    expect(await panel(page).getByText('Pædagogmedhjælper i børnehave').count()).toBe(1);
    expect(page.url()).toContain(`/borgere/${row.citizen_id}`);
  });
});
