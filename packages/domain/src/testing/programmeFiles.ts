/** The product's own programme files, read from the checkout. */
import { readdirSync, readFileSync } from 'node:fs';
import { loadProgrammes, type LoadedProgrammes, type ProgrammeFile } from '../steering/load.ts';

const FOLDER = new URL('../../../../programmes/', import.meta.url);

export const programmeFiles = (): readonly ProgrammeFile[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => ({ name, text: readFileSync(new URL(name, FOLDER), 'utf8') }));

export const ownProgrammes = (): LoadedProgrammes => loadProgrammes(programmeFiles());
