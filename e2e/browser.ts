/**
 * A browser at the app, with eyes open: whatever a page reports as an error, is refused by its content policy or asks of
 * another host fails the test that it happens in.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type Page,
  type Request,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { startApp, type App, type Demo } from './app.ts';

export type { Page } from 'playwright-core';

const RESULTS = resolve(import.meta.dirname, '..', 'test-results');
const ACTION_PATIENCE_MS = 10_000;

export const WIDE = { width: 1440, height: 900 };
export const NARROW = { width: 390, height: 844 };

const launch = (): Promise<Browser> =>
  chromium.launch({
    // `npm test` finds the browser, or has it installed, and names it.
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      // Whatever a page asks of another host is noted below, and never leaves the machine.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** Answers of the server that the browser notes as errors, though the app expects them: status and path. */
type Expected = RegExp;
/** Whoever is not signed in yet is told so. */
const ALWAYS_EXPECTED: readonly Expected[] = [/^401 \/api\/me$/];

interface Visit {
  readonly context: BrowserContext;
  readonly faults: string[];
  readonly expected: Expected[];
}

/** Requests that have no answer yet. */
const underWay = new WeakMap<Page, Set<Request>>();

const watch = (visit: Visit, page: Page, origin: string): void => {
  const requests = new Set<Request>();
  underWay.set(page, requests);
  page.on('request', (request) => {
    requests.add(request);
    if (/^https?:/.test(request.url()) && !request.url().startsWith(`${origin}/`))
      visit.faults.push(`${page.url()} asks another host: ${request.url()}`);
  });
  page.on('requestfinished', (request) => requests.delete(request));
  page.on('requestfailed', (request) => requests.delete(request));
  page.on('pageerror', (error) =>
    visit.faults.push(`error on ${page.url()}: ${error.stack ?? error.message}`),
  );
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    const { url } = message.location();
    const status = /status of (\d{3})/.exec(message.text())?.[1];
    if (status !== undefined && url.startsWith(origin)) {
      const answer = `${status} ${new URL(url).pathname}`;
      if ([...ALWAYS_EXPECTED, ...visit.expected].some((pattern) => pattern.test(answer))) return;
    }
    visit.faults.push(`console on ${page.url()}: ${message.text()} (${url})`);
  });
};

export interface OpenOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  readonly reducedMotion?: 'reduce' | 'no-preference';
}

export interface Bench {
  readonly app: () => App;
  /** A page in a browser context of its own: somebody else at another machine. */
  readonly open: (options?: OpenOptions) => Promise<Page>;
  /** The same, signed in: by the sign-in page the first time, by that session afterwards. */
  readonly openAs: (name: string, to?: string, options?: OpenOptions) => Promise<Page>;
  /** Says that the page's test makes the server refuse something: `404 /api/citizens/12`. */
  readonly expectRefusal: (page: Page, answer: Expected) => void;
}

/** One app and one browser for the tests of a file. */
export const bench = (demo: Demo = 'noerreaa'): Bench => {
  let app: App;
  let browser: Browser;
  let visits: Visit[] = [];
  const sessions = new Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>();

  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(demo), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  afterEach(async ({ task }) => {
    const ended = visits;
    visits = [];
    if (task.result?.state === 'fail') {
      mkdirSync(RESULTS, { recursive: true });
      const name = task.name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
      for (const [index, page] of ended.flatMap(({ context }) => context.pages()).entries())
        await page
          .screenshot({ path: join(RESULTS, `${name}-${index + 1}.png`), fullPage: true })
          .catch(() => undefined);
    }
    await Promise.all(ended.map(({ context }) => context.close()));
    expect([app.fault() ?? [], ...ended.map(({ faults }) => faults)].flat()).toEqual([]);
  });

  const open: Bench['open'] = async ({
    viewport = WIDE,
    colorScheme = 'light',
    reducedMotion = 'no-preference',
  } = {}) => {
    const context = await browser.newContext({
      baseURL: app.origin,
      locale: 'da-DK',
      timezoneId: 'Europe/Copenhagen',
      viewport,
      colorScheme,
      reducedMotion,
      acceptDownloads: true,
    });
    context.setDefaultTimeout(ACTION_PATIENCE_MS);
    const visit: Visit = { context, faults: [], expected: [] };
    visits.push(visit);
    context.on('page', (page) => watch(visit, page, app.origin));
    return context.newPage();
  };

  return {
    app: () => app,
    open,
    openAs: async (name, to = '/', options) => {
      const page = await open(options);
      const session = sessions.get(name);
      if (session === undefined) {
        await signInAs(page, name, to);
        sessions.set(name, await page.context().cookies());
      } else {
        await page.context().addCookies(session);
        await page.goto(to);
        await page.getByRole('button', { name: new RegExp(`^${name}: `) }).waitFor();
        await settled(page);
      }
      return page;
    },
    expectRefusal: (page, answer) => {
      visits.find(({ context }) => context === page.context())?.expected.push(answer);
    },
  };
};

/** Picks a demo person on the sign-in page that is shown, or at the front page. */
export const signInAs = async (page: Page, name: string, to = '/'): Promise<void> => {
  if (!page.url().includes('/velkommen')) await page.goto(to);
  await page.getByRole('button', { name }).click();
  await page.getByRole('button', { name: new RegExp(`^${name}: `) }).waitFor();
  await settled(page);
};

/** How long nothing must be asked before a page counts as settled. */
const REST_MS = 80;

/** Nothing is on its way and nothing moves. */
export const settled = async (page: Page): Promise<void> => {
  const patience = Date.now() + ACTION_PATIENCE_MS;
  for (let restedSince = Date.now(); Date.now() - restedSince < REST_MS;) {
    if (Date.now() > patience) throw new Error(`${page.url()} does not come to rest`);
    await page.waitForTimeout(20);
    if ((underWay.get(page)?.size ?? 0) > 0) restedSince = Date.now();
  }
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((each) => each.finished.catch(() => undefined))),
  );
};

export const signOut = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /: min konto$/ }).click();
  await page.getByRole('menuitem', { name: 'Log ud' }).click();
  await page.waitForURL(/\/velkommen/);
};

/** Every rule of axe, on the page as it stands. */
export const expectAccessible = async (page: Page, state: string): Promise<void> => {
  // What passes needs no report, and the pages have no frames: without both a run takes a third of the time.
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(true)
    .analyze();
  expect(
    violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${state}: ${id}: ${target.join(' ')}: ${failureSummary}`,
      ),
    ),
  ).toEqual([]);
};

/** The page itself never scrolls sideways; a table may, inside its frame. */
export const expectNoSidewaysScroll = async (page: Page, state: string): Promise<void> => {
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(overflow, `${state} scrolls sideways`).toBeLessThanOrEqual(0);
};

/** What the server answers whoever is signed in on the page. */
export const asked = async <T>(page: Page, path: string): Promise<T> => {
  const response = await page.request.get(path);
  if (!response.ok()) throw new Error(`${response.status()} ${path}`);
  return (await response.json()) as T;
};

/** The bytes that a click downloads. */
export const downloaded = async (
  page: Page,
  click: () => Promise<void>,
): Promise<{ name: string; bytes: Buffer }> => {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(part as Buffer);
  return { name: download.suggestedFilename(), bytes: Buffer.concat(parts) };
};
