/** As much of a browser as signing in needs: cookies by path, redirects one at a time, and who a request says it comes from. */
interface Cookie {
  readonly value: string;
  readonly path: string;
  readonly attributes: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: () => unknown;
}

export class Browser {
  readonly cookies = new Map<string, Cookie>();
  csrfToken = '';

  constructor(readonly origin: string) {}

  #cookieHeader(path: string): string {
    return [...this.cookies]
      .filter(
        ([, cookie]) => path === cookie.path || path.startsWith(cookie.path.replace(/\/?$/, '/')),
      )
      .map(([name, { value }]) => `${name.split(' ')[0]}=${value}`)
      .join('; ');
  }

  #keep(response: Response, path: string): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const name = pair.slice(0, pair.indexOf('='));
      const own =
        attributes.find((each) => each.toLowerCase().startsWith('path='))?.slice(5) ?? path;
      const gone = attributes.some(
        (each) => /^expires=/i.test(each) && Date.parse(each.slice(8)) < Date.now(),
      );
      const key = `${name} ${own}`;
      if (gone) this.cookies.delete(key);
      else
        this.cookies.set(key, {
          value: pair.slice(name.length + 1),
          path: own,
          attributes: attributes.join('; '),
        });
    }
  }

  async send(
    method: string,
    address: string,
    init: { headers?: Record<string, string>; body?: BodyInit } = {},
  ): Promise<Answer> {
    const url = new URL(address, this.origin);
    const cookie = this.#cookieHeader(url.pathname);
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { ...(cookie !== '' && { cookie }), ...init.headers },
      ...(init.body !== undefined && { body: init.body }),
    });
    this.#keep(response, url.pathname);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: () => JSON.parse(text) as unknown,
    };
  }

  get(address: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', address, { headers });
  }

  /** A call from one of our own pages. */
  post(address: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', address, {
      headers: {
        origin: this.origin,
        'content-type': 'application/json',
        'x-csrf-token': this.csrfToken,
        ...headers,
      },
      body: JSON.stringify(body),
    });
  }

  /** Follows redirects until there are none. */
  async follow(answer: Answer): Promise<{ readonly answer: Answer; readonly address: string }> {
    let current = answer;
    let address = this.origin;
    for (let step = 0; step < 12; step += 1) {
      const next = current.headers.get('location');
      if (next === null) return { answer: current, address };
      address = new URL(next, address).href;
      // Our own pages are the web app's, which is not built here.
      if (!/\/(sign-in|demo-provider)\b/.test(new URL(address).pathname))
        return { answer: current, address };
      current = await this.get(address);
    }
    throw new Error('too many redirects');
  }

  pick(
    login: string,
    to = '/',
    headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
  ): Promise<Answer> {
    return this.send('POST', '/sign-in', {
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams({ login, to }).toString(),
    });
  }

  /** Signs in as somebody of the demo, all the way round, and fetches the token for what changes something. */
  async signIn(login: string, to = '/'): Promise<string> {
    const { address } = await this.follow(await this.pick(login, to));
    const me = await this.get('/api/me');
    if (me.status === 200) this.csrfToken = (me.json() as { csrf_token: string }).csrf_token;
    return address;
  }
}
