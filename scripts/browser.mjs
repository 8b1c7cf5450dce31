/** Finds the browser for the browser tests, or has the machine's package manager install one. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runQuietly } from './prepare.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

const OUTSIDE_PATH = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const inPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isProgram);

/** Some names are only doors to a shop (Ubuntu's chromium-browser without snap): ask for the version. */
const answers = (path) =>
  spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;

const find = () => {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) return isProgram(chosen) ? chosen : undefined;
  return [...NAMES.map(inPath), ...OUTSIDE_PATH.filter(isProgram)].find(
    (path) => path !== undefined && (process.platform !== 'linux' || answers(path)),
  );
};

const MANAGERS = [
  {
    command: 'apt-get',
    steps: [['update'], ['install', '-y', '--no-install-recommends', 'chromium']],
  },
  { command: 'dnf', steps: [['install', '-y', 'chromium']] },
  { command: 'apk', steps: [['add', 'chromium']] },
  { command: 'pacman', steps: [['-S', '--noconfirm', 'chromium']] },
];

const install = async () => {
  const manager = MANAGERS.find(({ command }) => inPath(command));
  if (manager === undefined) return false;
  const isRoot = process.getuid?.() === 0;
  const may = isRoot || spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  if (!may) return false;
  for (const step of manager.steps) {
    const { ok } = await runQuietly(
      `Installing a browser (${manager.command} ${step[0]})`,
      isRoot ? manager.command : 'sudo',
      isRoot ? step : ['-n', manager.command, ...step],
      { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } },
    );
    // An unreachable mirror fails `update` while `install` may still succeed from what is known.
    if (!ok && step[0] !== 'update') return false;
  }
  return true;
};

/** The browser's path, or undefined after saying what to do. */
export const ensureBrowser = async () => {
  const found = find();
  if (found !== undefined) return found;
  if (process.env.CHROMIUM_PATH) {
    process.stderr.write(
      `CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, which is no program.\n`,
    );
    return undefined;
  }
  const installed = (await install()) ? find() : undefined;
  if (installed === undefined) {
    process.stderr.write(
      'The browser tests need Chromium or Chrome, and none was found or could be installed here. ' +
        'Install one, or name it in CHROMIUM_PATH. Until then the browser tests fail.\n',
    );
  }
  return installed;
};
