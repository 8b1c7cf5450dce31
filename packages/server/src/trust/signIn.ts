/**
 * Signing in by OpenID Connect: authorisation code with PKCE, state and nonce. What must survive the trip to the
 * provider stands in a signed cookie of ten minutes, so nothing is kept here for who never comes back.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as client from 'openid-client';
import { languageOf, type Language } from '../language.ts';
import { isLoopback, type Configuration } from './configuration.ts';
import { sendPlainPage, STYLE, STYLE_PATH } from './plainPage.ts';

export const CALLBACK_PATH = '/sign-in/callback';
export const WELCOME_PATH = '/velkommen';

const TRIP_SECONDS = 600;
/**
 * Attempts to sign in a minute from one address: a twentieth of what a person may otherwise do. A town hall has one address
 * for all its people, and nobody guesses a password here.
 */
export const signInLimit = ({ requestsPerMinute }: Pick<Configuration, 'requestsPerMinute'>) => ({
  max: Math.ceil(requestsPerMinute / 20),
  timeWindow: 60_000,
});

interface Trip {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly to: string;
}

/** A path on our own address, or the front page: nobody is led elsewhere by way of us. */
export const ownPath = (to: unknown, publicUrl: URL): string => {
  if (typeof to !== 'string' || !to.startsWith('/') || to.length > 2_000) return '/';
  const url = URL.canParse(to, publicUrl) ? new URL(to, publicUrl) : null;
  if (url === null || url.origin !== publicUrl.origin) return '/';
  return ['/sign-in', '/api/', WELCOME_PATH].some((path) => url.pathname.startsWith(path))
    ? '/'
    : `${url.pathname}${url.search}${url.hash}`;
};

const PAGES = {
  unknown_employee: {
    da: {
      title: 'Du har ikke adgang endnu',
      text: 'Din kommune har logget dig ind, men du står ikke som medarbejder i Medspiller. Bed den, der administrerer Medspiller, om at oprette dig med den e-mail, du logger ind med.',
      link: 'Til forsiden',
    },
    en: {
      title: 'You do not have access yet',
      text: 'Your municipality has signed you in, but you are not an employee in Medspiller. Ask its administrator to add you with the e-mail address that you sign in with.',
      link: 'To the front page',
    },
  },
  failed: {
    da: {
      title: 'Du blev ikke logget ind',
      text: 'Forsøget blev afbrudt eller tog for lang tid. Prøv igen.',
      link: 'Log ind igen',
    },
    en: {
      title: 'You were not signed in',
      text: 'The attempt was interrupted or took too long. Try again.',
      link: 'Sign in again',
    },
  },
  unreachable: {
    da: {
      title: 'Login svarer ikke',
      text: 'Kommunens login kan ikke nås lige nu. Prøv igen om lidt.',
      link: 'Prøv igen',
    },
    en: {
      title: 'Sign-in does not answer',
      text: 'The municipality’s identity provider cannot be reached just now. Try again in a moment.',
      link: 'Try again',
    },
  },
  plain_http: {
    da: {
      title: 'Forbindelsen er ikke sikker',
      text: 'Medspiller skal åbnes over https. Står der en proxy foran, skal den sende X-Forwarded-Proto og være nævnt i TRUSTED_PROXIES.',
      link: 'Til forsiden',
    },
    en: {
      title: 'The connection is not secure',
      text: 'Medspiller must be opened over https. A proxy in front must send X-Forwarded-Proto and be named in TRUSTED_PROXIES.',
      link: 'To the front page',
    },
  },
} as const satisfies Record<
  string,
  Record<Language, { title: string; text: string; link: string }>
>;

const sendPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  page: keyof typeof PAGES,
): FastifyReply => {
  const language = languageOf(request);
  const { title, text, link } = PAGES[page][language];
  return sendPlainPage(reply, status, language, {
    title,
    text,
    link: { href: WELCOME_PATH, label: link },
  });
};

/** The provider's description, fetched at the first use and again after a failure. */
const createProvider = ({ signIn }: Pick<Configuration, 'signIn'>) => {
  let found: Promise<client.Configuration> | null = null;
  return async (): Promise<client.Configuration> => {
    found ??= client
      .discovery(
        signIn.issuer,
        signIn.clientId,
        undefined,
        client.ClientSecretBasic(signIn.clientSecret),
        {
          timeout: 10,
          // Plain http is let through for this machine alone (the configuration refuses it elsewhere).
          execute: isLoopback(signIn.issuer.hostname) ? [client.allowInsecureRequests] : [],
        },
      )
      .catch((error: unknown) => {
        found = null;
        throw error;
      });
    return found;
  };
};

export interface SignIn {
  /** Sends the browser to the provider, to come back signed in to a path of ours; `hint` names who wants to sign in. */
  readonly begin: (
    request: FastifyRequest,
    reply: FastifyReply,
    to: string,
    hint: string | null,
  ) => Promise<FastifyReply>;
  /** Where the browser goes after signing out here, so that the provider's own session ends as well. */
  readonly leave: (idToken: string) => Promise<string>;
}

export const registerSignIn = (
  app: FastifyInstance,
  options: {
    readonly configuration: Configuration;
    /** The employee that a claim names; null where there is none, or more than one. */
    readonly findEmployee: (claim: string, value: string) => Promise<number | null>;
  },
): SignIn => {
  const { configuration, findEmployee } = options;
  const { publicUrl, signIn } = configuration;
  const secure = publicUrl.protocol === 'https:';
  const provider = createProvider(configuration);
  const tripCookie = 'medspiller-sign-in';
  const cookieOptions = {
    path: '/sign-in',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    signed: true,
  } as const;
  const redirectUri = new URL(CALLBACK_PATH, publicUrl).href;
  const config = { access: 'pages', rateLimit: signInLimit(configuration) } as const;

  const begin: SignIn['begin'] = async (request, reply, to, hint) => {
    reply.header('cache-control', 'no-store');
    if (secure && request.protocol !== 'https') return sendPage(request, reply, 400, 'plain_http');
    let found: client.Configuration;
    try {
      found = await provider();
    } catch (error) {
      request.log.error(
        { issuer: signIn.issuer.href, reason: String(error) },
        'identity provider does not answer',
      );
      return sendPage(request, reply, 502, 'unreachable');
    }
    const trip: Trip = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
      to,
    };
    const address = client.buildAuthorizationUrl(found, {
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      state: trip.state,
      nonce: trip.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(trip.verifier),
      code_challenge_method: 'S256',
      ...(hint !== null && { login_hint: hint, prompt: 'login' }),
    });
    reply.setCookie(tripCookie, JSON.stringify(trip), { ...cookieOptions, maxAge: TRIP_SECONDS });
    return reply.redirect(address.href, 303);
  };

  const tripOf = (request: FastifyRequest): Trip | null => {
    const { valid, value } = request.unsignCookie(request.cookies[tripCookie] ?? '');
    return valid && value !== null ? (JSON.parse(value) as Trip) : null;
  };

  app.get<{ Querystring: { to?: unknown } }>('/sign-in', { config }, async (request, reply) =>
    begin(request, reply, ownPath(request.query.to, publicUrl), null),
  );

  app.get(CALLBACK_PATH, { config }, async (request, reply) => {
    reply.header('cache-control', 'no-store').clearCookie(tripCookie, cookieOptions);
    const trip = tripOf(request);
    if (trip === null) return sendPage(request, reply, 400, 'failed');
    let claims: client.IDToken;
    let idToken: string;
    try {
      const tokens = await client.authorizationCodeGrant(
        await provider(),
        new URL(request.url, publicUrl),
        {
          pkceCodeVerifier: trip.verifier,
          expectedState: trip.state,
          expectedNonce: trip.nonce,
          idTokenExpected: true,
        },
      );
      claims = tokens.claims() as client.IDToken;
      idToken = tokens.id_token as string;
    } catch (error) {
      // The name of what failed; the message may quote the address, which holds the code.
      const { name, code } = error as { name?: string; code?: string };
      request.log.warn({ name, code }, 'sign-in refused');
      return sendPage(request, reply, 400, 'failed');
    }
    const value = claims[signIn.employeeClaim];
    const unverified = signIn.employeeClaim === 'email' && claims['email_verified'] === false;
    const employeeId =
      typeof value === 'string' && !unverified
        ? await findEmployee(signIn.employeeClaim, value)
        : null;
    if (employeeId === null) {
      request.log.warn('sign-in by somebody who is no employee');
      return sendPage(request, reply, 403, 'unknown_employee');
    }
    // A new identifier: one that was planted in the browser before signing in is worth nothing after it.
    await request.session.regenerate();
    request.session.signedIn = { employeeId, signedInAt: Date.now(), idToken };
    reply.generateCsrf();
    return reply.redirect(trip.to, 303);
  });

  app.get(STYLE_PATH, { config: { access: 'pages' } }, (_request, reply) =>
    reply.header('cache-control', 'max-age=3600').type('text/css').send(STYLE),
  );

  return {
    begin,
    leave: async (idToken) => {
      const welcome = new URL(WELCOME_PATH, publicUrl);
      try {
        return client.buildEndSessionUrl(await provider(), {
          id_token_hint: idToken,
          post_logout_redirect_uri: welcome.href,
        }).href;
      } catch {
        // A provider without an address for signing out, or one that does not answer: we have signed out here.
        return welcome.pathname;
      }
    },
  };
};
