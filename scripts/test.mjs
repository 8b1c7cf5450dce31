/**
 * `npm test`: gets ready what is missing, a browser too, then runs checks and tests, and ends with
 * one line that counts both. `npm test -- ARGS` gives the arguments to vitest.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { check } from './check.mjs';
import { endWithParent, prepare, root } from './prepare.mjs';

endWithParent();
await prepare(['server', 'web']);
const browser = await ensureBrowser();
const count = await check();

const folder = mkdtempSync(join(tmpdir(), 'medspiller-results-'));
const resultFile = join(folder, 'results.json');
const child = spawn(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${resultFile}`,
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...(browser && { CHROMIUM_PATH: browser }) },
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
const code = await new Promise((resolve) => child.on('close', resolve));

let skipped = 0;
const failedBefore = count.failed;
if (existsSync(resultFile)) {
  for (const file of JSON.parse(readFileSync(resultFile, 'utf8')).testResults) {
    const having = (status) =>
      file.assertionResults.filter((test) => test.status === status).length;
    const failed = having('failed');
    count.passed += having('passed');
    count.failed += failed;
    skipped += file.assertionResults.length - having('passed') - failed;
    // A file that could not be loaded, or whose own set-up failed, has no failed test to show.
    if (file.status === 'failed' && failed === 0) count.failed += 1;
  }
}
rmSync(folder, { recursive: true, force: true });
// Errors outside any test, or a run that broke off, show in the exit code alone.
if (code !== 0 && count.failed === failedBefore) count.failed += 1;

if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed === 0 ? 0 : 1;
