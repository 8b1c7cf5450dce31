/** Every page in every state, for every eye: axe with all its rules, wide and on a telephone, light and dark. */
import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import {
  asked,
  bench,
  expectAccessible,
  expectNoSidewaysScroll,
  NARROW,
  settled,
  WIDE,
  type Page,
} from './browser.ts';
import { zipped } from './zip.ts';

const { open, openAs, expectRefusal } = bench();

/** Wide and light, then on a telephone in the dark: each state in two of the four combinations, each page's first in all. */
const expectGood = async (
  page: Page,
  state: string,
  looks: 'two' | 'four' = 'two',
): Promise<void> => {
  const combinations = [
    [WIDE, 'light'],
    [NARROW, 'dark'],
    ...(looks === 'four'
      ? ([
          [WIDE, 'dark'],
          [NARROW, 'light'],
        ] as const)
      : []),
  ] as const;
  for (const [viewport, colorScheme] of combinations) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await settled(page);
    const name = `${state}, ${viewport.width} px, ${colorScheme}`;
    await expectAccessible(page, name);
    await expectNoSidewaysScroll(page, name);
  }
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: 'light' });
};

/** What opens above the list is looked at above a short one. */
const SHORT_LIST = '/borgere?preset=deadline_passed';

const firstCitizen = async (page: Page): Promise<number> => {
  const { rows } = await asked<{ rows: { citizen_id: number; job_broker: string | null }[] }>(
    page,
    '/api/citizens?limit=200',
  );
  return (rows.find(({ job_broker }) => job_broker !== null) ?? rows[0])?.citizen_id ?? 0;
};

describe('every page, in every state', { timeout: 120_000 }, () => {
  test('sign-in', async () => {
    const page = await open();
    await page.goto('/velkommen');
    await page.getByRole('button', { name: 'Signe Overby' }).waitFor();
    await expectGood(page, 'sign-in', 'four');
    await page.goto('/velkommen?ended=true');
    await page.getByRole('button', { name: 'Signe Overby' }).waitFor();
    await expectGood(page, 'sign-in after a session that ended');
  });

  test('my citizens', async () => {
    const page = await openAs('Signe Overby', '/borgere');
    await expectGood(page, 'list', 'four');
    await page.goto(SHORT_LIST);
    await settled(page);
    for (const name of ['Filtre', 'Kolonner', 'Regneark', 'Gem visning']) {
      await page.getByRole('button', { name, exact: true }).click();
      await expectGood(page, `list with ${name}`);
    }
    await page.goto('/borgere?search=findesikke');
    await settled(page);
    await expectGood(page, 'list with nobody in it');
  });

  test('palette, account, not found, no room', async () => {
    const page = await openAs('Signe Overby', SHORT_LIST);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /^Søg/ }).waitFor();
    await expectGood(page, 'palette');
    await page.getByRole('combobox', { name: /^Søg/ }).fill('an');
    await settled(page);
    await expectGood(page, 'palette with answers');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /: min konto$/ }).click();
    await page.getByRole('menuitem', { name: 'Log ud' }).waitFor();
    await expectGood(page, 'account menu');
    await page.goto('/findes/ikke');
    await settled(page);
    await expectGood(page, 'not found');
    expectRefusal(page, /^404 \/api\/citizens\/999999/);
    await page.goto('/borgere/999999');
    await page.getByRole('alert').waitFor();
    await expectGood(page, 'a citizen out of reach');
    const steering = await openAs('Bodil Krogsgaard', '/belastning');
    expectRefusal(steering, /^403 /);
    await steering.goto('/data');
    await steering.getByRole('alert').first().waitFor();
    await expectGood(steering, 'a room that is not theirs');
  });

  test('a citizen: every tab', async () => {
    const page = await openAs('Signe Overby', '/borgere');
    const id = await firstCitizen(page);
    await page.goto(`/borgere/${id}`);
    await page.getByRole('tab').first().waitFor();
    await expectGood(page, 'citizen', 'four');
    const tabs = await page.getByRole('tab').count();
    expect(tabs).toBeGreaterThanOrEqual(12);
    for (let index = 1; index < tabs; index += 1) {
      await page.getByRole('tab').nth(index).click();
      await settled(page);
      await expectAccessible(page, `citizen, tab ${index + 1}`);
    }
  });

  test('a citizen: every form', async () => {
    const page = await openAs('Signe Overby', '/borgere');
    const id = await firstCitizen(page);
    await page.goto(`/borgere/${id}`);
    const choice = page.getByLabel('Registrér andet');
    await choice.waitFor();
    const labels = (await choice.locator('option').allTextContents()).slice(1);
    expect(labels.length).toBeGreaterThanOrEqual(7);
    for (const label of labels) {
      await choice.selectOption({ label });
      await page.getByRole('heading', { name: label }).waitFor();
      await expectAccessible(page, label);
    }
    await page.getByRole('button', { name: 'Notér samtale' }).first().click();
    await page.getByRole('complementary').getByLabel(/^Sted/).waitFor();
    await expectGood(page, 'noting a conversation', 'four');
    await page.goto(`/borgere/${id}?tab=contacts`);
    await page
      .getByRole('button', { name: /^Ret: / })
      .first()
      .click();
    await page.getByRole('button', { name: 'Gem', exact: true }).click();
    await page.locator('[aria-invalid="true"]').first().waitFor();
    await expectGood(page, 'correcting without a reason');
    await page
      .getByRole('button', { name: /^Annullér registrering: / })
      .first()
      .click();
    await page.getByLabel('Begrundelse').waitFor();
    await expectGood(page, 'voiding');
  });

  test('a citizen: somebody else was first', async () => {
    const page = await openAs('Signe Overby', '/borgere');
    const other = await openAs('Signe Overby', '/borgere');
    const id = await firstCitizen(page);
    for (const each of [page, other]) {
      await each.goto(`/borgere/${id}?tab=contacts`);
      await each
        .getByRole('button', { name: /^Ret: / })
        .first()
        .click();
      await each.getByLabel('Begrundelse').fill('Set igen');
    }
    await other.getByLabel(/^Sted/).selectOption({ label: 'Gåtur' });
    await page.getByLabel(/^Sted/).selectOption({ label: 'Video' });
    await other.getByRole('button', { name: 'Gem', exact: true }).click();
    await other.getByLabel('Begrundelse').waitFor({ state: 'detached' });
    expectRefusal(page, /^409 /);
    await page.getByRole('button', { name: 'Gem', exact: true }).click();
    await page.getByRole('alert').waitFor();
    await expectGood(page, 'conflict');
  });

  test('caseload', async () => {
    const page = await openAs('Marianne Foged', '/belastning');
    await page.getByRole('table').waitFor();
    await expectGood(page, 'caseload', 'four');
    await page.goto('/belastning?on=2025-11-20');
    await page.getByRole('table').waitFor();
    await expectGood(page, 'caseload of a day in the past');
  });

  test('status', async () => {
    const page = await openAs('Louise Arendal', '/status');
    await page.getByRole('table').waitFor();
    await expectGood(page, 'status', 'four');
    await page.getByRole('table').getByRole('button', { name: / af / }).last().click();
    await page.getByRole('complementary').waitFor();
    await settled(page);
    await expectGood(page, 'status with a figure open');
    await page.goto('/status?programme=flere-skal-med-norreaa&all_months=true');
    await page.getByRole('table').waitFor();
    await expectGood(page, 'status of the other programme, all months');
    await page.goto('/status?as_of=2026-06-30&as_known=2026-07-31');
    await page.getByRole('table').waitFor();
    await page.getByRole('button', { name: /styregruppemøde/ }).click();
    await expectGood(page, 'status of an earlier day, as known then, with the form for a meeting');
  });

  test('data', async () => {
    const page = await openAs('Anders Thyregod', '/data');
    await expectGood(page, 'data', 'four');
    const give = async (text: string): Promise<void> => {
      const buffer = Buffer.from(
        zipped({ 'citizens.csv': `citizen_id,cpr,name,protected,origin\n${text}` }),
      );
      await page
        .locator('input[type=file]')
        .first()
        .setInputFiles({ name: 'k.zip', mimeType: 'application/zip', buffer });
      await page.getByRole('button', { name: 'Vælg noget andet' }).waitFor();
      await settled(page);
    };
    await give('X1,7001,x,måske,danish\n');
    await expectGood(page, 'data refused');
    await page.getByRole('button', { name: 'Vælg noget andet' }).click();
    await give('A11Y,6501804010,Asta Prøvesen,0,danish\n');
    await expectGood(page, 'data ready');
    await page.getByRole('button', { name: 'Læs ind', exact: true }).click();
    await page.getByRole('button', { name: 'Læs flere ind' }).waitFor();
    await expectGood(page, 'data imported');
  });

  test('in English', async () => {
    const page = await openAs('Signe Overby', '/borgere');
    await page.getByRole('button', { name: /^Sprog/ }).click();
    await page.getByRole('menuitemradio', { name: 'English' }).click();
    await page.getByRole('navigation', { name: 'Rooms' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    const id = await firstCitizen(page);
    for (const path of ['/borgere', `/borgere/${id}?note=contacts`, '/belastning', '/status']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await settled(page);
      await expectAccessible(page, `${path} in English`);
      const danish = await page
        .getByRole('main')
        .getByText(/\b(borgere|sagsbehandler|samtaler|måneder)\b/i)
        .count();
      expect(danish, `${path} has Danish words in English`).toBe(0);
    }
  });
});
