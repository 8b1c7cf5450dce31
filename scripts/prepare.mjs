/**
 * Makes the checkout ready to run: right Node, packages installed, bundles built, each only when it
 * is out of date. Node's own modules only, since it runs before anything is installed.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const say = (line) => process.stderr.write(`${line}\n`);

/** Ends the program with a sentence instead of a stack. */
export const refuse = (sentence) => {
  say(sentence);
  process.exit(1);
};

const OLDEST_NODE = [20, 19];

const requireNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  refuse(
    `Medspiller needs Node ${OLDEST_NODE.join('.')} or later, and this is Node ${process.versions.node}. ` +
      'Get a newer one from nodejs.org or your package manager.',
  );
};

const SHOW_PROGRESS_EVERY_MS = process.stderr.isTTY ? 1000 : 10_000;

/** Runs a program, showing what takes long; its output is shown only if it fails. */
export const runQuietly = async (title, command, args, options = {}) => {
  const began = Date.now();
  const seconds = () => `${Math.round((Date.now() - began) / 1000)} s`;
  const show = (state, end) =>
    process.stderr.write(
      process.stderr.isTTY ? `\r${title} … ${state}${end}` : `${title} … ${state}\n`,
    );
  const ticking = setInterval(() => show(seconds(), ''), SHOW_PROGRESS_EVERY_MS);
  if (process.stderr.isTTY) show('', '');
  else say(`${title} …`);
  let output = '';
  const code = await new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => {
      output += error.message;
      resolve(1);
    });
    child.on('close', resolve);
  });
  clearInterval(ticking);
  show(`${code === 0 ? 'done' : 'failed'} in ${seconds()}`, '\n');
  return { ok: code === 0, output };
};

/**
 * Compares what npm installed with the lockfile, package by package: file times say nothing after
 * a checkout. Packages for other platforms are optional and may be missing.
 */
const isInstalled = () => {
  const noted = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(noted)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const found = JSON.parse(readFileSync(noted, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, link }]) =>
      !path.startsWith('node_modules/') ||
      (found[path] === undefined ? optional === true : link || found[path].version === version),
  );
};

const install = async () => {
  if (isInstalled()) return;
  // npm tells its own scripts where it lies; a bare `npm` may be another one, or a .cmd on Windows.
  const npm = process.env.npm_execpath?.endsWith('.js') ? process.env.npm_execpath : undefined;
  // The build tools are development packages, also where NODE_ENV=production is set.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const { ok, output } = await runQuietly(
    'Installing packages',
    npm ? process.execPath : 'npm',
    npm ? [npm, ...args] : args,
    { shell: !npm && process.platform === 'win32' },
  );
  if (!ok) refuse(`${output}\nThe packages could not be installed (npm ci); see above.`);
};

const listFiles = (path) => {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return [];
    return listFiles(join(path, entry.name));
  });
};

/** Changes whenever one of the sources does. */
const signatureOf = (paths) => {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((source) => listFiles(join(root, source))).sort()) {
    if (/\.test\.tsx?$/.test(path)) continue;
    const { size, mtimeMs } = statSync(path);
    hash.update(`${relative(root, path)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
};

const SHARED_SOURCES = [
  'package-lock.json',
  'tsconfig.json',
  'packages/domain',
  'packages/contract',
];

const BUNDLES = {
  server: {
    title: 'Building the server',
    sources: [
      ...SHARED_SOURCES,
      'vite.server.config.ts',
      'packages/store/src',
      'packages/server',
      'packages/cli/src',
    ],
    folder: '.',
    config: 'vite.server.config.ts',
    result: 'dist/medspiller.mjs',
  },
  web: {
    title: 'Building the web pages',
    sources: [...SHARED_SOURCES, 'packages/web'],
    folder: 'packages/web',
    config: 'vite.config.ts',
    result: 'packages/web/dist/index.html',
  },
};

const stampOf = (name) => join(root, 'dist', `${name}.stamp`);

const isBuilt = (name) => {
  const { sources, result } = BUNDLES[name];
  return (
    existsSync(join(root, result)) &&
    existsSync(stampOf(name)) &&
    readFileSync(stampOf(name), 'utf8') === signatureOf(sources)
  );
};

const build = async (name) => {
  const { title, sources, folder, config } = BUNDLES[name];
  // Taken before building: a file saved meanwhile makes the next start build again.
  const signature = signatureOf(sources);
  const { ok, output } = await runQuietly(
    title,
    process.execPath,
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', config],
    { cwd: join(root, folder) },
  );
  if (!ok) refuse(`${output}\n${title} failed; see above.`);
  writeFileSync(stampOf(name), signature);
};

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Two commands started together must not install or build into each other. */
const inTurn = async (work) => {
  const lock = join(root, 'dist', 'prepare.lock');
  mkdirSync(dirname(lock), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code === 'EACCES' || error.code === 'EROFS') {
        refuse(`Medspiller must build, and ${dirname(lock)} cannot be written by this user.`);
      }
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = Number(existsSync(lock) ? readFileSync(lock, 'utf8') : 0);
    if (holder > 0 && !isAlive(holder)) rmSync(lock, { force: true });
    await sleep(200);
  }
  const release = () => rmSync(lock, { force: true });
  // `refuse` ends the process from within.
  process.once('exit', release);
  try {
    await work();
  } finally {
    process.off('exit', release);
    release();
  }
};

/** Everything that the named bundles (`server`, `web`) need, done only where it is not done yet. */
export const prepare = async (bundles, { rebuild = false } = {}) => {
  requireNode();
  const stale = () => bundles.filter((name) => rebuild || !isBuilt(name));
  if (isInstalled() && stale().length === 0) return;
  await inTurn(async () => {
    await install();
    for (const name of stale()) await build(name);
  });
};

/**
 * npm runs us inside a shell, and passes a signal to that shell alone: it ends, and we would go on
 * without anybody. So when the one who started us is gone, we take it as the signal.
 */
export const endWithParent = () => {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watching = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watching);
    process.kill(process.pid, 'SIGTERM');
  }, 300);
  watching.unref();
};

/** Loads the bundle of server and command line. */
export const loadBundle = async () => {
  process.setSourceMapsEnabled(true);
  return import(new URL('../dist/medspiller.mjs', import.meta.url).href);
};
