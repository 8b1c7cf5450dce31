#!/usr/bin/env node
import { endWithParent, loadBundle, prepare } from '../../../scripts/prepare.mjs';

endWithParent();
const args = process.argv.slice(2);
// Only the server has pages to show; a command should not wait for them to be built.
await prepare(args[0] === 'start' ? ['server', 'web'] : ['server']);
const { main } = await loadBundle();
process.exitCode = await main(args);
