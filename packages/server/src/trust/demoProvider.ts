/**
 * The demo's identity provider: a real OpenID Connect provider in the process, for invented people. It exists with
 * `--demo` alone and answers on this machine alone, because whoever reaches it can be anybody in the demo.
 *
 * The sign-in page (in the web app) is its page: a pick there is remembered in a signed cookie and named in the
 * authorisation request; the provider's interaction compares the two, so a link from elsewhere signs nobody in.
 */
import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type {
  Configuration as ProviderConfiguration,
  KoaContextWithOIDC,
  Provider,
} from 'oidc-provider';
import { HttpRefusal } from '../refusal.ts';
import { isFromOwnPage } from './access.ts';
import { DEMO_PROVIDER_PATH, isLoopback, type Configuration } from './configuration.ts';
import { demoMemory } from './demoMemory.ts';
import { keptSecret, keptText } from './keptSecret.ts';
import { CALLBACK_PATH, ownPath, signInLimit, WELCOME_PATH, type SignIn } from './signIn.ts';

/** Somebody whom one can be in the demo. */
export interface DemoAccount {
  /** The employee's key. */
  readonly login: string;
  readonly name: string;
}

const PICK_COOKIE = 'medspiller-pick';
const PICK_SECONDS = 60;
const PROVIDER_SESSION_COOKIES = ['_session', '_session.sig'];
const DAY_SECONDS = 86_400;

const newSigningKey = (): string => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return JSON.stringify({ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' });
};

/** The page between our signing out and the provider's: it sends itself, and has a button where scripts are off. */
const signOutPage = (form: string): string =>
  `<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Log ud – Medspiller</title><script src="${DEMO_PROVIDER_PATH}/sign-out.js" defer></script></head><body>${form.replace('</form>', '<button name="logout" value="yes">Log ud</button></form>')}</body></html>`;
const SIGN_OUT_SCRIPT = "document.querySelector('button').click();";

/**
 * Loaded in the demo alone. It says on the terminal that it is not made for Node 20, where it is tried and works; whoever
 * starts the demo can do nothing with that.
 */
const loadProvider = async (): Promise<typeof Provider> => {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return (await import('oidc-provider')).Provider;
  } finally {
    console.warn = warn;
  }
};

const createProvider = async (
  { publicUrl, signIn, dataFolder }: Configuration,
  accountOf: (login: string) => DemoAccount | undefined,
): Promise<Provider> => {
  const ProviderClass = await loadProvider();
  const settings: ProviderConfiguration = {
    adapter: demoMemory(),
    clients: [
      {
        client_id: signIn.clientId,
        client_secret: signIn.clientSecret,
        redirect_uris: [new URL(CALLBACK_PATH, publicUrl).href],
        post_logout_redirect_uris: [new URL(WELCOME_PATH, publicUrl).href],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    // Kept, so that a session that outlives a restart can still be ended with the token it began with.
    jwks: {
      keys: [JSON.parse(keptText(dataFolder, 'demo-signing-key', newSigningKey)) as JsonWebKey],
    },
    cookies: {
      keys: [keptSecret(dataFolder, 'session-secret')],
      long: { httpOnly: true, sameSite: 'lax', path: DEMO_PROVIDER_PATH },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email'], profile: ['name'] },
    // The employee is found in the id token itself; there is no second question to the provider.
    conformIdTokenClaims: false,
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (context: KoaContextWithOIDC, form: string) => {
          context.body = signOutPage(form);
        },
      },
    },
    interactions: {
      url: (_context, interaction) => `${DEMO_PROVIDER_PATH}/interaction/${interaction.uid}`,
    },
    findAccount: (_context, login) => {
      const account = accountOf(login);
      return account === undefined
        ? undefined
        : {
            accountId: login,
            claims: () => ({ sub: login, name: account.name }),
          };
    },
    // Its only client is Medspiller itself: there is nothing to consent to.
    loadExistingGrant: async ({ oidc }) => {
      const { client, session, provider } = oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
    ttl: {
      Session: DAY_SECONDS,
      Grant: DAY_SECONDS,
      Interaction: 600,
      IdToken: 600,
      AccessToken: 600,
    },
    renderError: (context, { error }) => {
      context.type = 'text/plain';
      context.body = error;
    },
  };
  return new ProviderClass(signIn.issuer.href, settings);
};

export const registerDemoProvider = async (
  app: FastifyInstance,
  options: {
    readonly configuration: Configuration;
    readonly signIn: SignIn;
    readonly accounts: () => Promise<readonly DemoAccount[]>;
  },
): Promise<void> => {
  const { configuration, signIn } = options;
  const { publicUrl, host, demo } = configuration;
  if (demo === null || !isLoopback(host) || !isLoopback(publicUrl.hostname))
    throw new Error('The demo’s identity provider exists in the demo on this machine alone.');

  const accounts = new Map((await options.accounts()).map((account) => [account.login, account]));
  const provider = await createProvider(configuration, (login) => accounts.get(login));
  const answer = provider.callback();
  const config = { access: 'pages', rateLimit: signInLimit(configuration) } as const;
  const pickOptions = {
    path: DEMO_PROVIDER_PATH,
    httpOnly: true,
    sameSite: 'lax',
    signed: true,
  } as const;

  /** The provider reads and writes the bare request; its mount point is told the way that Express does it. */
  const handOver = (request: FastifyRequest, reply: FastifyReply): void => {
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value);
    const raw = request.raw as typeof request.raw & { originalUrl?: string };
    raw.originalUrl = raw.url ?? '';
    raw.url = raw.originalUrl.slice(DEMO_PROVIDER_PATH.length) || '/';
    void answer(raw, reply.raw);
  };

  await app.register(async (own) => {
    // Its forms are read by the provider itself.
    own.removeAllContentTypeParsers();
    own.addContentTypeParser('*', (_request, _payload, done) => done(null));
    own.get(
      `${DEMO_PROVIDER_PATH}/sign-out.js`,
      { config: { access: 'pages' } },
      (_request, reply) => reply.type('text/javascript').send(SIGN_OUT_SCRIPT),
    );
    own.get(`${DEMO_PROVIDER_PATH}/interaction/:uid`, { config }, async (request, reply) => {
      const { params, prompt } = await provider.interactionDetails(request.raw, reply.raw);
      const { valid, value } = request.unsignCookie(request.cookies[PICK_COOKIE] ?? '');
      const login = valid ? value : null;
      if (prompt.name !== 'login' || login === null || login !== params['login_hint'])
        return reply.redirect(WELCOME_PATH, 303);
      reply.clearCookie(PICK_COOKIE, pickOptions);
      const next = await provider.interactionResult(request.raw, reply.raw, {
        login: { accountId: login, remember: false },
      });
      return reply.redirect(next, 303);
    });
    own.all(DEMO_PROVIDER_PATH, { config: { access: 'pages' } }, handOver);
    own.all(`${DEMO_PROVIDER_PATH}/*`, { config: { access: 'pages' } }, handOver);
  });

  await app.register(async (own) => {
    own.removeAllContentTypeParsers();
    own.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 4_096 },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    own.post<{ Body: { login?: string; to?: string } }>(
      '/sign-in',
      { config },
      async (request, reply) => {
        if (!isFromOwnPage(request, publicUrl)) throw new HttpRefusal(403, 'foreign_origin');
        const { login = '', to } = request.body ?? {};
        if (!accounts.has(login)) throw new HttpRefusal(400, 'bad_input');
        // Whoever was picked before is forgotten: the provider would ask whether to sign that person out first.
        for (const name of PROVIDER_SESSION_COOKIES)
          reply.clearCookie(name, { path: DEMO_PROVIDER_PATH });
        reply.setCookie(PICK_COOKIE, login, { ...pickOptions, maxAge: PICK_SECONDS });
        return signIn.begin(request, reply, ownPath(to, publicUrl), login);
      },
    );
  });
};
