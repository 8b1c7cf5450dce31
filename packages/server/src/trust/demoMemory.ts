/** What the demo's identity provider remembers: in memory, each thing until it expires. */
import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Kept {
  payload: AdapterPayload;
  readonly until: number;
}

const MOST_KEPT = 10_000;

/** An adapter class over one memory, as the provider wants it: it makes one for each kind of thing. */
export const demoMemory = (): new (model: string) => Adapter => {
  const memory = new Map<string, Kept>();

  const forgetExpired = (): void => {
    const now = Date.now();
    for (const [key, { until }] of memory) if (until <= now) memory.delete(key);
  };

  return class implements Adapter {
    readonly #model: string;

    constructor(model: string) {
      this.#model = model;
    }

    #key(id: string): string {
      return `${this.#model} ${id}`;
    }

    #get(id: string): Kept | undefined {
      const kept = memory.get(this.#key(id));
      return kept !== undefined && kept.until > Date.now() ? kept : undefined;
    }

    async #findBy(field: 'uid' | 'userCode', value: string): Promise<AdapterPayload | undefined> {
      for (const [key, { payload, until }] of memory)
        if (key.startsWith(this.#key('')) && payload[field] === value && until > Date.now())
          return payload;
      return undefined;
    }

    async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
      if (memory.size >= MOST_KEPT) forgetExpired();
      if (memory.size >= MOST_KEPT) memory.clear();
      memory.set(this.#key(id), { payload, until: Date.now() + expiresIn * 1000 });
    }

    async find(id: string): Promise<AdapterPayload | undefined> {
      return this.#get(id)?.payload;
    }

    findByUid(uid: string): Promise<AdapterPayload | undefined> {
      return this.#findBy('uid', uid);
    }

    findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
      return this.#findBy('userCode', userCode);
    }

    async consume(id: string): Promise<void> {
      const kept = this.#get(id);
      if (kept !== undefined)
        kept.payload = { ...kept.payload, consumed: Math.floor(Date.now() / 1000) };
    }

    async destroy(id: string): Promise<void> {
      memory.delete(this.#key(id));
    }

    async revokeByGrantId(grantId: string): Promise<void> {
      for (const [key, { payload }] of memory) if (payload.grantId === grantId) memory.delete(key);
    }
  };
};
