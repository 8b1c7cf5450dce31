import { describe, expect, test } from 'vitest';
import { asked, bench, type Page } from './browser.ts';

const { app, open, openAs, expectRefusal } = bench();

interface List {
  readonly total: number;
  readonly rows: readonly { readonly citizen_id: number; readonly name: string }[];
}

const roomsOf = (page: Page): Promise<string[]> =>
  page
    .getByRole('navigation', { name: 'Rum' })
    .getByRole('link')
    .evaluateAll((links) =>
      links.map((link) => new URL((link as HTMLAnchorElement).href).pathname),
    );

describe('who may not', () => {
  test.each([
    ['Signe Overby', ['/borgere', '/belastning', '/status']],
    ['Jakob Ravnsborg', ['/borgere', '/status']],
    ['Lene Brandstrup', ['/borgere']],
    ['Jesper Koefoed', ['/borgere']],
    ['Bodil Krogsgaard', ['/belastning', '/status']],
    ['Vibeke Storgaard', ['/belastning', '/status']],
    ['Anders Thyregod', ['/belastning', '/status', '/data']],
  ])('%s has the rooms of the role and no other', async (name, rooms) => {
    const page = await openAs(name);
    expect((await roomsOf(page)).toSorted()).toEqual(rooms.toSorted());
  });

  test('a citizen out of reach is not found, neither name nor count', async () => {
    const leader = await openAs('Louise Arendal');
    const other = await openAs('Lene Brandstrup');
    const all: List['rows'][number][] = [];
    const { rows } = await asked<List>(leader, '/api/citizens?reach=all&limit=200');
    all.push(...rows);
    const own = new Set(
      (await asked<List>(other, '/api/citizens?reach=all&limit=200')).rows.map(
        (row) => row.citizen_id,
      ),
    );
    const outside = all.find(({ citizen_id }) => !own.has(citizen_id));
    if (outside === undefined) throw new Error('everybody is within reach of the mentor');
    expectRefusal(other, new RegExp(`^404 /api/citizens/${outside.citizen_id}`));
    await other.goto(`/borgere/${outside.citizen_id}`);
    await other.getByRole('alert').waitFor();
    expect(await other.getByText(outside.name).count()).toBe(0);
    // What is not there at all looks the same.
    const text = await other.getByRole('alert').textContent();
    expectRefusal(other, /^404 \/api\/citizens\/999999/);
    await other.goto('/borgere/999999');
    await other.getByRole('alert').waitFor();
    expect(await other.getByRole('alert').textContent()).toBe(text);
  });

  test('the search of the palette finds those within reach alone', async () => {
    const page = await openAs('Signe Overby');
    const { rows } = await asked<List>(page, '/api/citizens');
    const known = rows[0]?.name ?? '';
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill(known);
    await page.getByRole('option', { name: known }).first().click();
    await page.waitForURL(/\/borgere\/\d+/);

    const broker = await openAs('Lene Brandstrup');
    const reach = await asked<List>(broker, '/api/citizens?reach=all&limit=200');
    const hidden = rows.find(
      ({ citizen_id }) => !reach.rows.some((row) => row.citizen_id === citizen_id),
    );
    await broker.keyboard.press('Control+k');
    const answer = broker.waitForResponse('**/api/search');
    await broker.getByRole('combobox').fill(hidden?.name ?? '');
    await (await answer).finished();
    expect(await broker.getByRole('option', { name: hidden?.name ?? '' }).count()).toBe(0);
  });

  test('a room that the role lacks does not open by its address', async () => {
    const page = await openAs('Bodil Krogsgaard');
    expectRefusal(page, /^403 \/api\//);
    for (const path of ['/borgere', '/data']) {
      await page.goto(path);
      await page.getByRole('alert').first().waitFor();
      expect(await page.getByRole('table').count()).toBe(0);
    }
    for (const path of ['/api/citizens', '/api/exchange/export', '/api/views'])
      expect((await page.request.get(path)).status(), path).toBe(403);
  });

  test('pages carry a policy that lets nothing foreign in, and cannot be framed', async () => {
    const page = await open();
    const answer = await page.goto('/velkommen');
    const headers = answer?.headers() ?? {};
    const policy = (headers['content-security-policy'] ?? '').replaceAll(app().origin, '');
    expect(policy).toMatch(/default-src 'self'|default-src 'none'/);
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(policy).not.toMatch(/script-src[^;]*unsafe|https?:|\*/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});
