/** `npm run build`: builds both bundles anew. */
import { prepare } from './prepare.mjs';

await prepare(['server', 'web'], { rebuild: true });
