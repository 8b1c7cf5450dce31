/** The programmes on disk: their definitions are data, read once at the start. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  loadProgrammes,
  type IndicatorDefinition,
  type Programme,
  type ProgrammeFile,
} from '@medspiller/domain';

export interface Programmes {
  readonly catalogue: ReadonlyMap<string, IndicatorDefinition>;
  readonly programmes: ReadonlyMap<string, Programme>;
}

/** The files say something that cannot be; one line for each fault. */
export class ProgrammeRefusal extends Error {
  override readonly name = 'ProgrammeRefusal';
}

/** Reads a folder, with files that are made at run time (the demo's projects) beside those on disk. */
export const readProgrammes = (folder: string, made: readonly ProgrammeFile[] = []): Programmes => {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name): ProgrammeFile => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
  const { catalogue, programmes, problems } = loadProgrammes([...files, ...made]);
  if (problems.length > 0)
    throw new ProgrammeRefusal(
      `The programme files cannot be used:\n${problems
        .map(
          ({ file, line, path, message }) =>
            `  ${file}:${line} ${path === '' ? '' : `${path}: `}${message}`,
        )
        .join('\n')}`,
    );
  return { catalogue, programmes };
};
