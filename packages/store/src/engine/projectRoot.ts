import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const isProject = (folder: string): boolean => {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return false;
  return (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'medspiller';
};

/**
 * The folder of the checkout. Sources (packages/…) and the bundle (dist/) lie at different depths,
 * so programmes, migrations and web files are found from here and not by counting `..`.
 */
export const projectRoot = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!isProject(folder)) {
    const above = dirname(folder);
    if (above === folder) throw new Error('Medspiller must run from its own folder.');
    folder = above;
  }
  return folder;
};
