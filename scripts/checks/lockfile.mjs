import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const title = 'lockfile';

/** Every package is known by its hash, and none by the address that somebody's npm had it from. */
export const find = (root) => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && !link)
    .flatMap(([path, { resolved, integrity }]) => [
      ...(resolved ? [`${path} keeps the address ${resolved}`] : []),
      ...(integrity ? [] : [`${path} has no integrity hash`]),
    ]);
};
