/** The benchmark: a large synthetic municipality on a PostgreSQL of its own, each thing measured beside plain SQL. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBenchDatabase } from './database.ts';
import { measureImport, writeFolder } from './importing.ts';
import { tableOf, type Line } from './measure.ts';
import { largeMunicipality } from './municipality.ts';
import { measureMyCitizens } from './myCitizens.ts';
import { playRole } from './processes.ts';
import { measureStatusTable } from './statusTable.ts';

/** Of the built file, `bench/dist/bench.mjs`. */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const say = (line: string): void => void process.stderr.write(`${line}\n`);

export const main = async (): Promise<number> => {
  say('Starting a database …');
  const database = await openBenchDatabase(say);
  try {
    const { engine, store, folder } = database;
    const lines: Line[] = [];
    say('Writing the municipality …');
    const records = largeMunicipality();
    const delivery = join(folder, 'delivery');
    const rows = await writeFolder(delivery, records);
    say('Import …');
    lines.push(...(await measureImport(database, delivery, rows)));
    say('Status table …');
    lines.push(...(await measureStatusTable(store, records, join(ROOT, 'programmes'))));
    say('My citizens …');
    lines.push(...(await measureMyCitizens(database)));
    process.stdout.write(
      `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, PostgreSQL ${engine.version}, ${availableParallelism()} CPUs\n\n${tableOf(lines)}\n`,
    );
    return lines.some(({ reached }) => reached === false) ? 1 : 0;
  } finally {
    await database.close();
  }
};

/** Started as a program it is one of the benchmark's other processes (processes.ts). */
const [, started, role] = process.argv;
if (started === fileURLToPath(import.meta.url) && role !== undefined) playRole(role);
