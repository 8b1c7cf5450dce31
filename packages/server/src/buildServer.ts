/** The server, put together: frame (sign-in, access, headers, limits), the contract's routes, the web app. */
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import session from '@fastify/session';
import fastify, { LogController, type FastifyInstance, type FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { UPLOAD_LIMITS, MOST_FILES } from './facts/limits.ts';
import type { Handlers } from './handler.ts';
import { loggerOptions, registerRequestLog, type LogTo } from './logger.ts';
import { openApiDocument } from './openApi.ts';
import { HttpRefusal, registerRefusals } from './refusal.ts';
import { BODY_LIMIT, registerRoutes } from './registerRoutes.ts';
import type { SignedInEmployee } from './trust/signedInEmployee.ts';
import { createEmployees, registerAccess } from './trust/access.ts';
import type { Configuration } from './trust/configuration.ts';
import { registerDemoProvider, type DemoAccount } from './trust/demoProvider.ts';
import { registerHost } from './trust/host.ts';
import { registerSecurityHeaders } from './trust/securityHeaders.ts';
import { DatabaseSessions, type SessionRecords } from './trust/sessions.ts';
import { registerSignIn, type SignIn } from './trust/signIn.ts';
import { registerWebApp } from './webApp.ts';

/** What the frame asks of the database. */
export interface EmployeeDirectory {
  readonly byId: (employeeId: number) => Promise<SignedInEmployee | null>;
  /** By a claim of the identity provider: `email`, or another that holds the employee's key. Null where not one. */
  readonly byClaim: (claim: string, value: string) => Promise<number | null>;
  /** The people of the demo, by key. */
  readonly demoAccounts: () => Promise<readonly DemoAccount[]>;
}

export interface ServerParts {
  readonly configuration: Configuration;
  readonly sessions: SessionRecords;
  readonly employees: EmployeeDirectory;
  /** Handlers are made when signing out is known to them. */
  readonly handlers: (signIn: SignIn) => Handlers;
  /** The built web app; null serves the API alone. */
  readonly webFolder: string | null;
  /** Answers of long lists are checked in tests alone. */
  readonly checkLongAnswers?: boolean;
  readonly log?: LogTo;
}

const MINUTE_MS = 60_000;
const SESSION_COOKIE = 'medspiller';

/** The session's name in the cookie carries no proof; the person is known once the session has been read. */
const limitKey = (request: FastifyRequest): string => {
  const signedIn = request.session?.signedIn;
  return signedIn === undefined ? `address ${request.ip}` : `employee ${signedIn.employeeId}`;
};

export const buildServer = async (parts: ServerParts): Promise<FastifyInstance> => {
  const { configuration } = parts;
  const { publicUrl } = configuration;
  const secure = publicUrl.protocol === 'https:';
  const app = fastify({
    logger: loggerOptions(parts.log),
    // One line of our own for each request (see the logger).
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT,
    trustProxy: secure ? [...configuration.trustedProxies] : false,
    routerOptions: { maxParamLength: 200 },
    // Requests that are under way when the server stops are answered; those that come then are told.
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  });

  registerRefusals(app);
  registerRequestLog(app);
  await registerSecurityHeaders(app, configuration);
  registerHost(app, publicUrl);
  await app.register(cookie, { secret: configuration.sessionSecret });
  await app.register(session, {
    secret: configuration.sessionSecret,
    store: new DatabaseSessions(parts.sessions),
    // __Host- binds the cookie to this very host and to https; a browser refuses the name on plain http.
    cookieName: secure ? `__Host-${SESSION_COOKIE}` : SESSION_COOKIE,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
    saveUninitialized: false,
    rolling: false,
  });
  await app.register(csrf, {
    sessionPlugin: '@fastify/session',
    getToken: (request) => String(request.headers['x-csrf-token'] ?? ''),
  });
  registerAccess(app, { publicUrl, employeeOf: createEmployees(parts.employees.byId) });
  await app.register(rateLimit, {
    max: configuration.requestsPerMinute,
    timeWindow: MINUTE_MS,
    keyGenerator: limitKey,
    errorResponseBuilder: () => new HttpRefusal(429, 'too_many_requests'),
  });
  await app.register(multipart, {
    limits: {
      fileSize: UPLOAD_LIMITS.receivedBytes,
      files: MOST_FILES,
      fields: 10,
      fieldSize: 1_000,
    },
  });

  app.setNotFoundHandler({ preHandler: app.rateLimit() }, () => {
    throw new HttpRefusal(404, 'not_found');
  });

  const signIn = registerSignIn(app, { configuration, findEmployee: parts.employees.byClaim });
  if (configuration.demo !== null)
    await registerDemoProvider(app, {
      configuration,
      signIn,
      accounts: parts.employees.demoAccounts,
    });
  registerRoutes(app, parts.handlers(signIn), {
    checkLongAnswers: parts.checkLongAnswers ?? false,
  });
  const openApi = openApiDocument();
  app.get('/api/openapi.json', { config: { access: 'pages' } }, () => openApi);
  if (parts.webFolder !== null) await registerWebApp(app, parts.webFolder);
  return app;
};
