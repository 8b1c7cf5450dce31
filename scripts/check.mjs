/**
 * `npm run check`: everything that can be said about the sources without running them. Each file in
 * scripts/checks adds one check: a title, and a function that gives the problems it finds.
 */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare, root } from './prepare.mjs';

const bin = (path) => join(root, 'node_modules', path);

/** Runs a tool; its output are the problems when it fails. */
const tool =
  (script, args, findProblem = () => undefined) =>
  async () => {
    let output = '';
    const code = await new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [bin(script), ...args], { cwd: root });
      child.stdout.on('data', (chunk) => (output += chunk));
      child.stderr.on('data', (chunk) => (output += chunk));
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (code !== 0) return [output.trim() || `ended with code ${code}`];
    const problem = findProblem(output);
    return problem === undefined ? [] : [problem];
  };

/** With a compiler that it cannot use, dependency-cruiser reads nothing and is content. */
const FEWEST_MODULES = 50;

const readTooLittle = (output) => {
  const modules = Number(/\((\d+) modules/.exec(output)?.[1] ?? 0);
  return modules >= FEWEST_MODULES ? undefined : `Only ${modules} modules were read:\n${output}`;
};

const TOOLS = [
  { title: 'types', find: tool('typescript7/bin/tsc', ['-p', '.', '--noEmit']) },
  { title: 'lint', find: tool('oxlint/bin/oxlint', ['--deny-warnings', '.']) },
  { title: 'format', find: tool('oxfmt/bin/oxfmt', ['--check', '.']) },
  {
    title: 'floors and rooms',
    find: tool(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      ['--config', '.dependency-cruiser.cjs', 'packages', 'e2e', 'bench'],
      readTooLittle,
    ),
  },
  { title: 'unused code', find: tool('knip/bin/knip.js', ['--no-progress']) },
];

const ownChecks = async () => {
  const folder = join(root, 'scripts', 'checks');
  const names = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
  return Promise.all(names.sort().map(async (name) => import(join(folder, name))));
};

/** Runs all checks, tells of each, and counts them. */
export const check = async () => {
  const count = { passed: 0, failed: 0 };
  for (const { title, find } of [...TOOLS, ...(await ownChecks())]) {
    const began = Date.now();
    const problems = await find(root);
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    console.log(`${problems.length === 0 ? '✓' : '✗'} ${title} (${seconds} s)`);
    for (const problem of problems) console.log(`  ${problem.replaceAll('\n', '\n  ')}`);
    count[problems.length === 0 ? 'passed' : 'failed'] += 1;
  }
  return count;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await prepare([]);
  const { failed } = await check();
  process.exitCode = failed === 0 ? 0 : 1;
}
