/** `npm start`: makes ready what is not, then serves the demo municipality. */
import { endWithParent, loadBundle, prepare } from './prepare.mjs';

endWithParent();
await prepare(['server', 'web']);
const { main } = await loadBundle();

const args = process.argv.slice(2);
const named = args.some((arg) => arg === '--demo' || arg.startsWith('--demo='));
process.exitCode = await main(['start', ...(named ? [] : ['--demo']), ...args]);
