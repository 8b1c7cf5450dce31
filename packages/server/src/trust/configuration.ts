/**
 * What the server is told by its environment, read and checked once at the start. Outside the demo every secret must
 * be given: nothing is made up, and the demo's own values are refused.
 */
import { join, resolve } from 'node:path';
import { keptSecret, SECRET_BYTES } from './keptSecret.ts';

/** The one client that the demo's identity provider knows. */
const DEMO_CLIENT_ID = 'medspiller-demo';
/** Where the demo's identity provider lives on the server's own address. */
export const DEMO_PROVIDER_PATH = '/demo-provider';
const DEMO_MUNICIPALITY = { noerreaa: 'Nørreå Kommune', varde: 'Varde Kommune' } as const;

export type Demo = keyof typeof DEMO_MUNICIPALITY;
export const DEMOS = Object.keys(DEMO_MUNICIPALITY) as readonly Demo[];

export interface Configuration {
  /** Where people find it: origin only. Addresses are built from this and never from what a request says. */
  readonly publicUrl: URL;
  readonly host: string;
  readonly port: number;
  /** Proxies whose word about the visitor's address and protocol is taken. */
  readonly trustedProxies: readonly string[];
  readonly municipality: string;
  readonly demo: Demo | null;
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  /** Encrypts CPR numbers. */
  readonly masterKey: Buffer;
  readonly sessionSecret: string;
  readonly signIn: {
    readonly issuer: URL;
    readonly clientId: string;
    readonly clientSecret: string;
    /** The claim that says who the employee is: `email`, or another that holds the employee's key. */
    readonly employeeClaim: string;
  };
  /** Requests a minute that one person may make before being asked to wait. */
  readonly requestsPerMinute: number;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment is not enough, or not right, to start with. One line per variable. */
export class ConfigurationRefusal extends Error {
  override readonly name = 'ConfigurationRefusal';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `Medspiller cannot start as it is configured:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]', '::1'];
export const isLoopback = (hostname: string): boolean => LOOPBACK_HOSTS.includes(hostname);

const DEFAULT_PORT = 4700;
const DEFAULT_REQUESTS_PER_MINUTE = 1200;
const SHORTEST_SESSION_SECRET = 32;
/** A secret whose characters are few, or one that stands in an example. */
const looksMadeUp = (secret: string): boolean =>
  new Set(secret).size < 8 || /change.?me|secret|password|example|demo/i.test(secret);

/** A folder that is named is found from where the command is given, the standard one in the checkout. */
export const dataFolderOf = (environment: Environment, root: string): string =>
  environment['MEDSPILLER_DATA'] ? resolve(environment['MEDSPILLER_DATA']) : join(root, 'data');

/** The key for CPR numbers: given, or, on the database in the data folder, made and kept there. */
const readMasterKey = (
  environment: Environment,
  dataFolder: string,
  problems: string[],
): Buffer => {
  const given = environment['MEDSPILLER_KEY'] || '';
  if (given === '' && (environment['DATABASE_URL'] || '') === '')
    return Buffer.from(keptSecret(dataFolder, 'cpr-key'), 'base64');
  const key = Buffer.from(given, 'base64');
  if (given === '')
    problems.push(
      'MEDSPILLER_KEY is missing: with DATABASE_URL the key that encrypts CPR numbers must be given, 32 random bytes in base64 (openssl rand -base64 32).',
    );
  else if (key.length !== SECRET_BYTES || !/^[A-Za-z0-9+/]+={0,2}$/.test(given))
    problems.push('MEDSPILLER_KEY must be 32 bytes in base64 (openssl rand -base64 32).');
  else if (new Set(key).size < 8)
    problems.push('MEDSPILLER_KEY is not random: make one with openssl rand -base64 32.');
  return key;
};

/** The key alone, for commands that use the database without serving it. */
export const masterKeyOf = (environment: Environment, dataFolder: string): Buffer => {
  const problems: string[] = [];
  const key = readMasterKey(environment, dataFolder, problems);
  if (problems.length > 0) throw new ConfigurationRefusal(problems);
  return key;
};

const readPort = (text: string | undefined, problems: string[]): number => {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    problems.push(`PORT is ${JSON.stringify(text)}: it must be a whole number from 1 to 65535.`);
  return port;
};

/** An https address; http is for this machine alone. */
const readAddress = (
  name: string,
  text: string,
  what: string,
  problems: string[],
  { originOnly }: { originOnly: boolean },
): URL => {
  const fallback = new URL('http://localhost');
  if (text === '') {
    problems.push(`${name} is missing: ${what}.`);
    return fallback;
  }
  const url = URL.parse?.(text) ?? (URL.canParse(text) ? new URL(text) : null);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    problems.push(`${name} is ${JSON.stringify(text)}: ${what}.`);
    return fallback;
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    problems.push(`${name} must begin with https://; http is for this machine alone.`);
  if (originOnly && (url.pathname !== '/' || url.search !== '' || url.hash !== ''))
    problems.push(`${name} must be an origin without a path, such as ${url.origin}.`);
  return url;
};

export const readConfiguration = (
  environment: Environment,
  options: { readonly demo: Demo | null; readonly port?: number; readonly root: string },
): Configuration => {
  const problems: string[] = [];
  const { demo } = options;
  const value = (name: string): string => environment[name]?.trim() ?? '';
  const port = options.port ?? readPort(environment['PORT'], problems);
  const host = value('HOST') || '127.0.0.1';
  const dataFolder = dataFolderOf(environment, options.root);
  const requestsPerMinute = Number(value('REQUESTS_PER_MINUTE') || DEFAULT_REQUESTS_PER_MINUTE);
  if (!Number.isInteger(requestsPerMinute) || requestsPerMinute < 1)
    problems.push('REQUESTS_PER_MINUTE must be a whole number above 0.');
  const common = {
    host,
    port,
    dataFolder,
    databaseUrl: value('DATABASE_URL') || undefined,
    requestsPerMinute,
    trustedProxies: (value('TRUSTED_PROXIES') || 'loopback,linklocal,uniquelocal').split(','),
    masterKey: readMasterKey(environment, dataFolder, problems),
  };

  if (demo !== null) {
    if (!isLoopback(host))
      problems.push(
        `HOST is ${host}: the demo signs anybody in as anybody, so it listens on this machine alone. Leave HOST out.`,
      );
    for (const name of ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'MEDSPILLER_URL'])
      if (value(name) !== '')
        problems.push(
          `${name} is set: the demo has its own sign-in. Leave it out, or start without --demo.`,
        );
    if (problems.length > 0) throw new ConfigurationRefusal(problems);
    const publicUrl = new URL(`http://127.0.0.1:${port}`);
    return {
      ...common,
      demo,
      publicUrl,
      municipality: DEMO_MUNICIPALITY[demo],
      sessionSecret: keptSecret(dataFolder, 'session-secret'),
      signIn: {
        issuer: new URL(DEMO_PROVIDER_PATH, publicUrl),
        clientId: DEMO_CLIENT_ID,
        clientSecret: keptSecret(dataFolder, 'demo-client-secret'),
        employeeClaim: 'sub',
      },
    };
  }

  const publicUrl = readAddress(
    'MEDSPILLER_URL',
    value('MEDSPILLER_URL'),
    'the address that people open, such as https://medspiller.kommune.dk',
    problems,
    { originOnly: true },
  );
  const issuer = readAddress(
    'OIDC_ISSUER',
    value('OIDC_ISSUER'),
    'the address of the identity provider, such as https://login.kommune.dk/realms/kommune',
    problems,
    { originOnly: false },
  );
  const clientId = value('OIDC_CLIENT_ID');
  if (clientId === '')
    problems.push(
      'OIDC_CLIENT_ID is missing: the id under which the identity provider knows Medspiller.',
    );
  if (clientId === DEMO_CLIENT_ID)
    problems.push(`OIDC_CLIENT_ID is ${DEMO_CLIENT_ID}, which is the demo's.`);
  const clientSecret = value('OIDC_CLIENT_SECRET');
  if (clientSecret === '')
    problems.push(
      'OIDC_CLIENT_SECRET is missing: the secret that the identity provider gave with the id.',
    );
  const sessionSecret = value('SESSION_SECRET');
  if (sessionSecret === '')
    problems.push(
      'SESSION_SECRET is missing: at least 32 random characters (openssl rand -base64 32).',
    );
  else if (sessionSecret.length < SHORTEST_SESSION_SECRET || looksMadeUp(sessionSecret))
    problems.push(
      'SESSION_SECRET is too easy to guess: give at least 32 random characters (openssl rand -base64 32).',
    );
  const municipality = value('MUNICIPALITY_NAME');
  if (municipality === '')
    problems.push(
      'MUNICIPALITY_NAME is missing: the name that the screens show, such as Varde Kommune.',
    );
  if (problems.length > 0) {
    problems.push('Or try it with invented people: start --demo.');
    throw new ConfigurationRefusal(problems);
  }
  return {
    ...common,
    demo,
    publicUrl,
    municipality,
    sessionSecret,
    signIn: {
      issuer,
      clientId,
      clientSecret,
      employeeClaim: value('OIDC_EMPLOYEE_CLAIM') || 'email',
    },
  };
};
