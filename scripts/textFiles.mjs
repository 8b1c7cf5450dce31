import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The project's own text files: [path, text], as git sees them, saved or not yet. */
export const textFiles = (root) => {
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (listed.status !== 0) return [];
  return listed.stdout
    .split('\0')
    .filter(
      (path) => path !== '' && existsSync(join(root, path)) && statSync(join(root, path)).isFile(),
    )
    .map((path) => [path, readFileSync(join(root, path))])
    .filter(([, bytes]) => !bytes.includes(0))
    .map(([path, bytes]) => [path, bytes.toString('utf8')]);
};

/** Problems of all lines, as `path:line: what`. */
export const inLines = (root, problemsOf, belongs = () => true) =>
  textFiles(root)
    .filter(([path]) => belongs(path))
    .flatMap(([path, text]) =>
      text
        .split('\n')
        .flatMap((line, index) =>
          problemsOf(line, path).map((problem) => `${path}:${index + 1}: ${problem}`),
        ),
    );
