/**
 * Who may call what. Every route carries its access from the contract's table, one hook decides before anything of the
 * request is read, and a route that carries none cannot be registered: what is not allowed is forbidden.
 */
import type { Access } from '@medspiller/contract';
import { may, type Role } from '@medspiller/domain';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SignedInEmployee } from './signedInEmployee.ts';
import { forbidden, HttpRefusal } from '../refusal.ts';

/** `pages`: the sign-in flow, the web app and the API's description, which everybody may fetch. */
export type RouteAccess = Access | 'pages';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess;
  }
  interface FastifyRequest {
    /** Who calls; null where nobody has signed in. */
    employee: SignedInEmployee | null;
  }
}

const TRUSTED_MS = 5_000;

/** Role and team from the database, believed for a few seconds: what is changed there counts at once. */
export const createEmployees = (
  find: (employeeId: number) => Promise<SignedInEmployee | null>,
  now: () => number = Date.now,
) => {
  const known = new Map<
    number,
    { readonly employee: SignedInEmployee | null; readonly since: number }
  >();
  return async (employeeId: number): Promise<SignedInEmployee | null> => {
    const remembered = known.get(employeeId);
    if (remembered !== undefined && now() - remembered.since < TRUSTED_MS)
      return remembered.employee;
    const employee = await find(employeeId);
    known.set(employeeId, { employee, since: now() });
    return employee;
  };
};

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Whether a request that changes something comes from a page of ours. Browsers say so themselves (Sec-Fetch-Site); an
 * older one is judged by Origin, which is `null` on a plain form under our referrer policy and then refused.
 */
export const isFromOwnPage = (request: FastifyRequest, publicUrl: URL): boolean => {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return request.headers.origin === publicUrl.origin;
};

export const registerAccess = (
  app: FastifyInstance,
  options: {
    readonly publicUrl: URL;
    readonly employeeOf: (employeeId: number) => Promise<SignedInEmployee | null>;
  },
): void => {
  app.decorateRequest('employee', null);

  app.addHook('onRoute', (route) => {
    if (route.config?.access === undefined)
      throw new Error(`${String(route.method)} ${route.url} has no row in the table of access.`);
  });

  app.addHook('onRequest', async (request) => {
    const { access } = request.routeOptions.config;
    // No route: the answer is 404, whoever asks.
    if (access === undefined || access === 'pages' || access === 'anyone') return;
    const { signedIn } = request.session;
    if (signedIn === undefined) throw new HttpRefusal(401, 'not_signed_in');
    const employee = await options.employeeOf(signedIn.employeeId);
    if (employee === null) {
      // No longer employed: the session goes with the employment.
      await request.session.destroy();
      throw new HttpRefusal(401, 'not_signed_in');
    }
    request.employee = employee;
    if (access !== 'signed_in' && !may(employee.role as Role, access)) throw forbidden();
  });

  app.addHook('onRequest', (request, reply, done) => {
    const { access } = request.routeOptions.config;
    if (access === undefined || access === 'pages' || SAFE_METHODS.includes(request.method)) {
      done();
      return;
    }
    if (!isFromOwnPage(request, options.publicUrl)) {
      done(new HttpRefusal(403, 'foreign_origin'));
      return;
    }
    app.csrfProtection(request, reply, done);
  });
};
