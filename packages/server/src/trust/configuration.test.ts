import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ConfigurationRefusal,
  masterKeyOf,
  readConfiguration,
  type Environment,
} from './configuration.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'medspiller-configuration-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const production = (): Record<string, string> => ({
  MEDSPILLER_DATA: folder,
  MEDSPILLER_URL: 'https://medspiller.kommune.example',
  OIDC_ISSUER: 'https://login.kommune.example/realms/kommune',
  OIDC_CLIENT_ID: 'medspiller',
  OIDC_CLIENT_SECRET: randomBytes(24).toString('base64'),
  SESSION_SECRET: randomBytes(32).toString('base64'),
  MEDSPILLER_KEY: randomBytes(32).toString('base64'),
  DATABASE_URL: 'postgres://medspiller@db.kommune.example/medspiller',
  MUNICIPALITY_NAME: 'Nørreå Kommune',
});

const problemsOf = (
  environment: Environment,
  demo: 'noerreaa' | null = null,
): readonly string[] => {
  try {
    readConfiguration(environment, { demo, root: folder });
  } catch (error) {
    if (error instanceof ConfigurationRefusal) return error.problems;
    throw error;
  }
  return [];
};

describe('configuration', () => {
  it('accepts what production needs', () => {
    const configuration = readConfiguration(production(), { demo: null, root: folder });
    expect(configuration.publicUrl.origin).toBe('https://medspiller.kommune.example');
    expect(configuration.signIn.employeeClaim).toBe('email');
    expect(configuration.host).toBe('127.0.0.1');
  });

  it('names every secret that is missing, all at once', () => {
    const problems = problemsOf({ MEDSPILLER_DATA: folder, DATABASE_URL: 'postgres://x/y' }).join(
      '\n',
    );
    for (const name of [
      'MEDSPILLER_KEY',
      'MEDSPILLER_URL',
      'OIDC_ISSUER',
      'OIDC_CLIENT_ID',
      'OIDC_CLIENT_SECRET',
      'SESSION_SECRET',
      'MUNICIPALITY_NAME',
    ])
      expect(problems).toContain(`${name} is missing`);
    expect(problems).toContain('--demo');
  });

  it.each([
    ['MEDSPILLER_URL', 'http://medspiller.kommune.example', 'https'],
    ['MEDSPILLER_URL', 'https://medspiller.kommune.example/app', 'without a path'],
    ['OIDC_ISSUER', 'login', 'OIDC_ISSUER is "login"'],
    ['OIDC_CLIENT_ID', 'medspiller-demo', 'demo'],
    ['SESSION_SECRET', 'short', 'too easy'],
    ['SESSION_SECRET', 'change-me-change-me-change-me-change-me', 'too easy'],
    ['MEDSPILLER_KEY', 'bm90IDMyIGJ5dGVz', '32 bytes'],
    ['MEDSPILLER_KEY', Buffer.alloc(32).toString('base64'), 'not random'],
    ['PORT', '70000', 'PORT is "70000"'],
    ['REQUESTS_PER_MINUTE', 'many', 'REQUESTS_PER_MINUTE'],
  ])('refuses %s = %s', (name, value, says) => {
    expect(problemsOf({ ...production(), [name]: value }).join('\n')).toContain(says);
  });

  it('keeps the demo on this machine, with secrets of its own', () => {
    expect(
      problemsOf({ MEDSPILLER_DATA: folder, HOST: '0.0.0.0' }, 'noerreaa').join('\n'),
    ).toContain('HOST is 0.0.0.0');
    expect(
      problemsOf(
        { MEDSPILLER_DATA: folder, OIDC_ISSUER: 'https://login.example' },
        'noerreaa',
      ).join('\n'),
    ).toContain('OIDC_ISSUER');
    const one = readConfiguration({ MEDSPILLER_DATA: folder }, { demo: 'noerreaa', root: folder });
    const other = readConfiguration(
      { MEDSPILLER_DATA: folder },
      { demo: 'noerreaa', root: folder },
    );
    expect(other.sessionSecret).toBe(one.sessionSecret);
    expect(other.masterKey.equals(one.masterKey)).toBe(true);
    expect(statSync(join(folder, 'cpr-key')).mode & 0o777).toBe(0o600);
  });

  it('makes no key up for a database of its own', () => {
    expect(() => masterKeyOf({ DATABASE_URL: 'postgres://x/y' }, folder)).toThrow(
      'MEDSPILLER_KEY is missing',
    );
    expect(masterKeyOf({}, folder)).toHaveLength(32);
  });
});
