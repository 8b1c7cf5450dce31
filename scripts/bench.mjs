/** `npm run bench`: builds and runs the benchmark. */
import { join } from 'node:path';
import { prepare, refuse, root, runQuietly } from './prepare.mjs';

await prepare(['server', 'web']);
const { ok, output } = await runQuietly('Building the benchmark', process.execPath, [
  join(root, 'node_modules/vite/bin/vite.js'),
  'build',
  '--config',
  'vite.server.config.ts',
  '--mode',
  'bench',
]);
if (!ok) refuse(output);
process.setSourceMapsEnabled(true);
const { main } = await import(new URL('../bench/dist/bench.mjs', import.meta.url).href);
process.exitCode = await main();
