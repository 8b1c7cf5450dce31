import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { EngineRefusal } from './refusal.ts';

/** The system user that the database server runs as. PostgreSQL refuses to run as root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Looks a user up; a parameter so that a machine without a `postgres` user can be tried anywhere. */
export type LookUp = (name: string) => Account | undefined;

export const lookUpAccount: LookUp = (name) => {
  const id = (flag: string): number => {
    const found = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return found.status === 0 ? Number.parseInt(found.stdout, 10) : Number.NaN;
  };
  const [uid, gid] = [id('-u'), id('-g')];
  return Number.isInteger(uid) && Number.isInteger(gid) ? { name, uid, gid } : undefined;
};

export const accountOfUid = (uid: number, gid: number): Account => {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.split(':')[2] === String(uid));
  return { name: line?.split(':')[0] ?? String(uid), uid, gid };
};

const OWN_USER = 'medspiller';

const createOwnUser = (): void => {
  const attempts: [string, string[]][] = [
    ['useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', OWN_USER]],
    ['adduser', ['-S', '-D', '-H', OWN_USER]],
  ];
  for (const [command, args] of attempts) {
    if (spawnSync(command, args, { stdio: 'ignore' }).status === 0) return;
  }
};

/**
 * Undefined: the server runs as whoever started us. As root: the machine's `postgres`, else a user
 * of our own, else `nobody`, who is on every machine.
 */
export const databaseAccount = (
  lookUp: LookUp = lookUpAccount,
  createUser: () => void = createOwnUser,
): Account | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const known = lookUp('postgres') ?? lookUp(OWN_USER);
  if (known !== undefined) return known;
  createUser();
  const account = lookUp(OWN_USER) ?? lookUp('nobody');
  if (account === undefined) {
    throw new EngineRefusal(
      'PostgreSQL does not run as root, and no other user could be found or made. ' +
        'Start Medspiller as an ordinary user, or name a database in DATABASE_URL.',
    );
  }
  return account;
};
