import { describe, expect, test } from 'vitest';
import { bench, signInAs, signOut } from './browser.ts';

const { open, expectRefusal } = bench();

describe('signing in and out', () => {
  test('whoever is not signed in picks a person, and comes to the address that was wanted', async () => {
    const page = await open();
    await page.goto('/belastning?sort=name');
    await page.waitForURL(/\/velkommen/);
    await signInAs(page, 'Marianne Foged');
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/belastning?sort=name');
    await page.getByRole('table').waitFor();
  });

  test('after signing out, going back shows nothing, and the session is over', async () => {
    const page = await open();
    await signInAs(page, 'Signe Overby');
    const citizen = page.getByRole('table', { name: 'Borgere' }).getByRole('link').first();
    const name = (await citizen.textContent()) ?? '';
    await citizen.click();
    await page.getByText(name).first().waitFor();
    expectRefusal(page, /^401 \/api\//);
    await signOut(page);
    await page.goBack();
    await page.waitForURL(/\/velkommen/);
    await page.getByRole('button', { name: 'Signe Overby' }).waitFor();
    expect(await page.getByText(name).count()).toBe(0);
    expect((await page.request.get('/api/citizens')).status()).toBe(401);
  });

  test('the next person at the same machine sees nothing of the one before', async () => {
    const page = await open();
    await signInAs(page, 'Signe Overby');
    const name =
      (await page
        .getByRole('table', { name: 'Borgere' })
        .getByRole('link')
        .first()
        .textContent()) ?? '';
    expectRefusal(page, /^401 \/api\//);
    await signOut(page);
    await signInAs(page, 'Bodil Krogsgaard');
    expect(await page.getByText(name).count()).toBe(0);
  });

  test('an address that leads elsewhere is not returned to', async () => {
    const page = await open();
    await page.goto(`/velkommen?to=${encodeURIComponent('https://example.org/')}`);
    await signInAs(page, 'Signe Overby');
    expect(new URL(page.url()).hostname).toBe('127.0.0.1');
  });
});
