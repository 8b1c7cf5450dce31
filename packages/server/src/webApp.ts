/** The web app's files: hashed ones kept by the browser for good, every other address the app's one page. */
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { HttpRefusal } from './refusal.ts';

const YEAR_SECONDS = 31_536_000;
/** Addresses that are never a page: what is not found there is not found. */
const NOT_PAGES = /^\/(api|sign-in|demo-provider|assets)(\/|$)/;

export const registerWebApp = async (app: FastifyInstance, folder: string): Promise<void> => {
  if (!existsSync(join(folder, 'index.html')))
    throw new Error(
      `The web app is not built: ${join(folder, 'index.html')} is missing. Run npm run build.`,
    );
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    // Said below; its own would win.
    cacheControl: false,
    setHeaders: (response, path) => {
      response.setHeader(
        'cache-control',
        path.includes(`${sep}assets${sep}`)
          ? `public, max-age=${YEAR_SECONDS}, immutable`
          : 'no-cache',
      );
    },
  });
  app.get('/*', { config: { access: 'pages' } }, async (request, reply) => {
    const path = new URL(request.url, 'http://own').pathname;
    const isFile = path !== '/' && path.includes('.') && !path.includes('..');
    if (isFile || path.startsWith('/assets/'))
      return reply.sendFile(decodeURIComponent(path).slice(1));
    if (NOT_PAGES.test(path)) throw new HttpRefusal(404, 'not_found');
    return reply.sendFile('index.html');
  });
};
