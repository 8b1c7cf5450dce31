/**
 * Sessions in the database, so that they can be ended there. The browser holds an identifier that means nothing; what
 * it stands for is asked anew from the database at least every few seconds.
 */
import type { SessionStore } from '@fastify/session';
import type { Session as SessionData } from 'fastify';

/** What is known of a browser that has signed in. */
export interface SignedInSession {
  readonly employeeId: number;
  /** Instant of signing in, in milliseconds: the eight hours are counted from it. */
  readonly signedInAt: number;
  /** Given to the identity provider when signing out. */
  readonly idToken: string;
}

declare module 'fastify' {
  interface Session {
    signedIn?: SignedInSession;
    /** Secret behind the CSRF tokens of this session. */
    _csrf?: string;
  }
}

export interface SessionRecord {
  readonly data: SessionData;
  readonly expiresAt: Date;
}

/** Where sessions are kept; packages/store gives it. The identifier is hashed there. */
export interface SessionRecords {
  read(sessionId: string): Promise<SessionRecord | null>;
  write(sessionId: string, employeeId: number | null, record: SessionRecord): Promise<void>;
  /** Moves the expiry of a session that is still there; one that was ended stays ended. */
  moveExpiry(sessionId: string, expiresAt: Date): Promise<void>;
  end(sessionId: string): Promise<void>;
}

const MINUTE = 60_000;
export const IDLE_MS = 60 * MINUTE;
export const LONGEST_MS = 8 * 60 * MINUTE;
/** How long a session may be believed without asking the database. */
const TRUSTED_MS = 5_000;
/** The idle hour is moved on at most this often, so that reading pages does not write to the database each time. */
const MOVED_ON_MS = MINUTE;
const MOST_TRUSTED = 10_000;

interface Trusted {
  readonly record: SessionRecord;
  readonly since: number;
}

export class DatabaseSessions implements SessionStore {
  readonly #records: SessionRecords;
  readonly #now: () => number;
  readonly #trusted = new Map<string, Trusted>();

  constructor(records: SessionRecords, now: () => number = Date.now) {
    this.#records = records;
    this.#now = now;
  }

  /** An hour after its last use, and never later than eight hours after signing in. */
  #expiryOf(data: SessionData): Date {
    const now = this.#now();
    const latest = (data.signedIn?.signedInAt ?? now) + LONGEST_MS;
    return new Date(Math.min(now + IDLE_MS, latest));
  }

  #trust(sessionId: string, record: SessionRecord): void {
    if (this.#trusted.size >= MOST_TRUSTED) this.#trusted.clear();
    this.#trusted.set(sessionId, { record, since: this.#now() });
  }

  async #read(sessionId: string): Promise<SessionData | null> {
    const now = this.#now();
    const trusted = this.#trusted.get(sessionId);
    if (trusted !== undefined && now - trusted.since < TRUSTED_MS)
      return trusted.record.expiresAt.getTime() > now ? trusted.record.data : null;
    const record = await this.#records.read(sessionId);
    if (record === null || record.expiresAt.getTime() <= now) {
      this.#trusted.delete(sessionId);
      if (record !== null) await this.#records.end(sessionId);
      return null;
    }
    const expiresAt = this.#expiryOf(record.data);
    const moves = expiresAt.getTime() - record.expiresAt.getTime() >= MOVED_ON_MS;
    if (moves) await this.#records.moveExpiry(sessionId, expiresAt);
    this.#trust(sessionId, moves ? { ...record, expiresAt } : record);
    return record.data;
  }

  async #write(sessionId: string, data: SessionData): Promise<void> {
    const record = { data, expiresAt: this.#expiryOf(data) };
    await this.#records.write(sessionId, data.signedIn?.employeeId ?? null, record);
    this.#trust(sessionId, record);
  }

  async #end(sessionId: string): Promise<void> {
    this.#trusted.delete(sessionId);
    await this.#records.end(sessionId);
  }

  get: SessionStore['get'] = (sessionId, done) => {
    this.#read(sessionId).then((data) => done(null, data), done);
  };

  set: SessionStore['set'] = (sessionId, session, done) => {
    // Only what is ours: the plugin's session object also carries its cookie and its ways of saving itself.
    const { signedIn, _csrf, cookie } = session;
    const data: SessionData = { cookie };
    if (signedIn !== undefined) data.signedIn = signedIn;
    if (_csrf !== undefined) data._csrf = _csrf;
    this.#write(sessionId, data).then(() => done(), done);
  };

  destroy: SessionStore['destroy'] = (sessionId, done) => {
    this.#end(sessionId).then(() => done(), done);
  };
}
