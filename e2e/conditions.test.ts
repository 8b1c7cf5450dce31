/** The same pages where the conditions are others: four times as large, without a mouse, on paper, without motion. */
import { describe, expect, test } from 'vitest';
import { asked, bench, expectNoSidewaysScroll, settled, type Page } from './browser.ts';

const { open, openAs } = bench();

/** 1280 px at 400 %. */
const ENLARGED = { width: 320, height: 256 };

/** Presses Tab until what has focus fits. */
const tabTo = async (page: Page, fits: RegExp, most = 120): Promise<void> => {
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null) return '';
      const label =
        element instanceof HTMLInputElement || element instanceof HTMLSelectElement
          ? element.labels?.[0]?.textContent
          : null;
      return element.getAttribute('aria-label') ?? label ?? element.textContent ?? '';
    });
    if (fits.test(name)) return;
  }
  throw new Error(`Tab does not come to ${String(fits)}`);
};

describe('under other conditions', () => {
  test('at 400 % nothing scrolls sideways but tables in their frame, and everything is there', async () => {
    const page = await openAs('Marianne Foged', '/borgere?reach=all', { viewport: ENLARGED });
    const { rows } = await asked<{ rows: { citizen_id: number }[] }>(
      page,
      '/api/citizens?reach=all',
    );
    const paths = [
      '/borgere?reach=all',
      `/borgere/${rows[0]?.citizen_id}`,
      `/borgere/${rows[0]?.citizen_id}?note=activities`,
      '/belastning',
      '/status',
      '/findes-ikke',
    ];
    for (const path of paths) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await settled(page);
      await expectNoSidewaysScroll(page, path);
      // Nothing that can be pressed lies outside what can be scrolled to.
      const lost = await page.getByRole('main').evaluate((main) =>
        [...main.querySelectorAll('a, button, input, select')].flatMap((element) => {
          const { left, right, width } = element.getBoundingClientRect();
          let frame: Element | null = element.parentElement;
          while (frame !== null && !['auto', 'scroll'].includes(getComputedStyle(frame).overflowX))
            frame = frame.parentElement;
          return width > 1 && frame === null && (left < -1 || right > innerWidth + 1)
            ? [element.outerHTML.slice(0, 120)]
            : [];
        }),
      );
      expect(lost, path).toEqual([]);
      // What stays in place while scrolling leaves room for what is read.
      const fixed = await page.evaluate(() => {
        let height = 0;
        for (const element of document.querySelectorAll('body *')) {
          const { position } = getComputedStyle(element);
          if (position !== 'fixed' && position !== 'sticky') continue;
          const box = element.getBoundingClientRect();
          if (
            box.width > innerWidth * 0.8 &&
            element.closest('table') === null &&
            box.top <= innerHeight
          )
            height += box.height;
        }
        return height / innerHeight;
      });
      expect(fixed, `${path}: what stays in place`).toBeLessThan(0.55);
    }
    const data = await openAs('Anders Thyregod', '/data', { viewport: ENLARGED });
    await expectNoSidewaysScroll(data, '/data');
    const welcome = await open({ viewport: ENLARGED });
    await welcome.goto('/velkommen');
    await welcome.getByRole('button', { name: 'Signe Overby' }).waitFor();
    await expectNoSidewaysScroll(welcome, '/velkommen');
  });

  test('by keyboard alone, from sign-in to a saved conversation', async () => {
    const page = await open();
    await page.goto('/borgere');
    await page.getByRole('button', { name: 'Signe Overby' }).waitFor();
    await tabTo(page, /Signe Overby/);
    await page.keyboard.press('Enter');
    await page.getByRole('table', { name: 'Borgere' }).waitFor();
    await settled(page);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/indhold/i);
    await page.keyboard.press('Enter');
    await page.keyboard.press('j');
    await page.keyboard.press('s');
    const form = page.getByRole('complementary');
    await form.getByLabel(/^Sted/).waitFor();
    await settled(page);
    await tabTo(page, /^Sted/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const id = Number(/\/borgere\/(\d+)/.exec(page.url())?.[1]);
    const count = async (): Promise<number> =>
      (await asked<{ contacts: unknown[] }>(page, `/api/citizens/${id}`)).contacts.length;
    const before = await count();
    await page.keyboard.press('Control+Enter');
    await form.waitFor({ state: 'detached' });
    await settled(page);
    expect(await count()).toBe(before + 1);
  });

  test('focus is always to be seen', async () => {
    const page = await openAs('Signe Overby', '/borgere');
    for (let presses = 0; presses < 25; presses += 1) {
      await page.keyboard.press('Tab');
      const seen = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return true;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        return (
          (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) ||
          boxShadow !== 'none' ||
          element.outerHTML.slice(0, 120)
        );
      });
      expect(seen).toBe(true);
    }
  });

  test.each(['/borgere?reach=all', '/belastning', '/status'])(
    '%s prints without what is for the screen',
    async (path) => {
      const page = await openAs('Louise Arendal', path);
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByRole('navigation').count()).toBe(0);
      expect(await page.getByRole('banner').getByRole('button').count()).toBe(0);
      expect(await page.getByRole('table').count()).toBeGreaterThan(0);
      expect((await page.pdf({ format: 'A4', landscape: true })).length).toBeGreaterThan(5_000);
    },
  );

  test('nothing moves for those who asked for that', async () => {
    const page = await openAs('Louise Arendal', '/status', { reducedMotion: 'reduce' });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /^Søg/ }).waitFor();
    const moving = await page.evaluate(
      () =>
        document
          .getAnimations()
          .filter(({ effect }) => Number(effect?.getComputedTiming().activeDuration) > 50).length,
    );
    expect(moving).toBe(0);
  });
});
