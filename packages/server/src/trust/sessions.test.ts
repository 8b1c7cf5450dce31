import type { Session as SessionData } from 'fastify';
import { beforeEach, describe, expect, it } from 'vitest';
import { DatabaseSessions, IDLE_MS, LONGEST_MS, type SessionRecords } from './sessions.ts';

const MINUTE = 60_000;

/** The table of sessions, with a clock that the test turns. */
let now: number;
let kept: Map<string, { data: SessionData; expiresAt: number }>;
let reads: number;
let extensions: number;
let sessions: DatabaseSessions;

const records: SessionRecords = {
  read: async (id) => {
    reads += 1;
    const found = kept.get(id);
    return found !== undefined && found.expiresAt > now ? found.data : null;
  },
  save: async (id, _employeeId, data, expiresAt) =>
    void kept.set(id, { data, expiresAt: expiresAt.getTime() }),
  extend: async (id, expiresAt) => {
    extensions += 1;
    const found = kept.get(id);
    if (found !== undefined) found.expiresAt = expiresAt.getTime();
  },
  end: async (id) => void kept.delete(id),
};

const session = (): SessionData => ({
  cookie: { originalMaxAge: null },
  signedIn: { employeeId: 7, signedInAt: now, idToken: 'token' },
});

const get = async (id: string): Promise<SessionData | null | undefined> =>
  new Promise((resolve, reject) =>
    sessions.get(id, (error, data) => (error ? reject(error as Error) : resolve(data))),
  );
const set = async (id: string, data: SessionData): Promise<void> =>
  new Promise((resolve, reject) =>
    sessions.set(id, data, (error) => (error ? reject(error as Error) : resolve())),
  );

beforeEach(async () => {
  now = Date.parse('2026-03-16T08:00:00Z');
  kept = new Map();
  reads = 0;
  extensions = 0;
  sessions = new DatabaseSessions(records, () => now);
  await set('one', session());
});

describe('sessions', () => {
  it('end an hour after their last use', async () => {
    for (let use = 0; use < 5; use += 1) {
      now += IDLE_MS - MINUTE;
      expect(await get('one')).not.toBeNull();
    }
    now += IDLE_MS + 1;
    expect(await get('one')).toBeNull();
  });

  it('end eight hours after signing in, however much they are used', async () => {
    const end = now + LONGEST_MS;
    while (now + 30 * MINUTE < end) {
      now += 30 * MINUTE;
      expect(await get('one')).not.toBeNull();
    }
    now = end;
    expect(await get('one')).toBeNull();
  });

  it('are believed for five seconds, then asked for again', async () => {
    now += 4_000;
    await get('one');
    expect(reads).toBe(0);
    kept.delete('one');
    expect(await get('one')).not.toBeNull();
    now += 1_001;
    expect(await get('one')).toBeNull();
  });

  it('end at once where they are ended', async () => {
    await new Promise<void>((resolve) => sessions.destroy('one', () => resolve()));
    expect(await get('one')).toBeNull();
  });

  it('that were ended elsewhere are not brought back by being used', async () => {
    kept.delete('one');
    now += 2 * MINUTE;
    expect(await get('one')).toBeNull();
    expect(kept.size).toBe(0);
  });

  it('write to the database once a minute at most', async () => {
    for (let second = 0; second < 240; second += 6) {
      now += 6_000;
      await get('one');
    }
    expect(extensions).toBeLessThanOrEqual(4);
  });
});
