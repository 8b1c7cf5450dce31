import { fileURLToPath } from 'node:url';
import { playRole } from './processes.ts';
import { measureMyCitizens } from './myCitizens.ts';
import { openEngine, openStore } from '@medspiller/store';
import { join } from 'node:path';
import { measureImport, writeFolder } from './importing.ts';
import { measureStatusTable } from './statusTable.ts';
import { largeMunicipality } from './municipality.ts';
import { tableOf } from './measure.ts';
const role = process.argv[2]!;
if (['server','bare','load'].includes(role)) { playRole(role); await new Promise(() => {}); }
const folder = '/var/lib/postgresql/devbench';
const engine = await openEngine({ dataFolder: join(folder, 'data'), log: console.error });
const store = await openStore(engine.pool, Buffer.alloc(32).map((_, i) => i * 7) as Buffer);
const t0 = performance.now();
const records = largeMunicipality();
console.error('generated', performance.now() - t0);
try {
for (const what of process.argv.slice(2)) {
  if (what === 'import') {
    const rows = await writeFolder(join(folder, 'delivery'), records);
    console.error('written', performance.now() - t0);
    console.log(tableOf(await measureImport({ engine, store }, join(folder, 'delivery'), rows)));
  }
  if (what === 'status') console.log(tableOf(await measureStatusTable(store, records, '/work/main/programmes')));
  if (what === 'list') console.log(tableOf(await measureMyCitizens({ engine, store, masterKey: Buffer.alloc(32,0).map((_, i)=>i*7) as Buffer, folder })));
  if (what === 'url') { console.log(engine.url); await new Promise(() => setInterval(() => 0, 1000)); }
}
} finally { await engine.close(); }
