/**
 * One address: a page opened under another name of this machine is sent to the real one, where its cookies count, and a
 * call is refused, so that a foreign name that points here (DNS rebinding) reaches nothing.
 */
import type { FastifyInstance } from 'fastify';
import { HttpRefusal } from '../refusal.ts';

/** Asked by load balancers under whatever address they know. */
const HEALTH = '/api/health';

export const registerHost = (app: FastifyInstance, publicUrl: URL): void => {
  app.addHook('onRequest', (request, reply, done) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    if (request.host === publicUrl.host || path === HEALTH) {
      done();
      return;
    }
    if (
      request.method === 'GET' &&
      !path.startsWith('/api/') &&
      request.url.startsWith('/') &&
      !request.url.startsWith('//')
    )
      reply.redirect(`${publicUrl.origin}${request.url}`, 307);
    else done(new HttpRefusal(421, 'wrong_address'));
  });
};
