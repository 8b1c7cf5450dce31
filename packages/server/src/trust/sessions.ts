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

/** Where sessions are kept (packages/store); the identifier is hashed there. */
export interface SessionRecords {
  /** Null where there is none, or it has expired. */
  read(sessionId: string): Promise<SessionData | null>;
  save(
    sessionId: string,
    employeeId: number | null,
    data: SessionData,
    expiresAt: Date,
  ): Promise<void>;
  /** Moves the expiry of a session that is still there; one that was ended stays ended. */
  extend(sessionId: string, expiresAt: Date): Promise<void>;
  end(sessionId: string): Promise<void>;
}

const MINUTE = 60_000;
export const IDLE_MS = 60 * MINUTE;
export const LONGEST_MS = 8 * 60 * MINUTE;
/** How long a session may be believed without asking the database. */
const TRUSTED_MS = 5_000;
/** The idle hour is moved on at most this often, so that reading pages does not write to the database each time. */
const EXTENDED_EVERY_MS = MINUTE;
const MOST_REMEMBERED = 10_000;

interface Remembered {
  readonly data: SessionData;
  readonly readAt: number;
  readonly extendedAt: number;
}

export class DatabaseSessions implements SessionStore {
  readonly #records: SessionRecords;
  readonly #now: () => number;
  readonly #remembered = new Map<string, Remembered>();

  constructor(records: SessionRecords, now: () => number = Date.now) {
    this.#records = records;
    this.#now = now;
  }

  /** An hour after its last use, and never later than eight hours after signing in. */
  #expiryOf(data: SessionData): Date {
    const now = this.#now();
    return new Date(Math.min(now + IDLE_MS, (data.signedIn?.signedInAt ?? now) + LONGEST_MS));
  }

  #remember(sessionId: string, remembered: Remembered): void {
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(sessionId, remembered);
  }

  async #read(sessionId: string): Promise<SessionData | null> {
    const now = this.#now();
    const remembered = this.#remembered.get(sessionId);
    const fresh = remembered !== undefined && now - remembered.readAt < TRUSTED_MS;
    const data = fresh ? remembered.data : await this.#records.read(sessionId);
    if (data === null || this.#expiryOf(data).getTime() <= now) {
      this.#remembered.delete(sessionId);
      return null;
    }
    if (fresh) return data;
    const extendedAt = remembered?.extendedAt ?? 0;
    const due = now - extendedAt >= EXTENDED_EVERY_MS;
    if (due) await this.#records.extend(sessionId, this.#expiryOf(data));
    this.#remember(sessionId, { data, readAt: now, extendedAt: due ? now : extendedAt });
    return data;
  }

  async #save(sessionId: string, data: SessionData): Promise<void> {
    await this.#records.save(
      sessionId,
      data.signedIn?.employeeId ?? null,
      data,
      this.#expiryOf(data),
    );
    this.#remember(sessionId, { data, readAt: this.#now(), extendedAt: this.#now() });
  }

  async #end(sessionId: string): Promise<void> {
    this.#remembered.delete(sessionId);
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
    this.#save(sessionId, data).then(() => done(), done);
  };

  destroy: SessionStore['destroy'] = (sessionId, done) => {
    this.#end(sessionId).then(() => done(), done);
  };
}
