/** One line for each request, without what it was about: no query strings, no bodies, no numbers of people. */
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { withoutCpr } from '@medspiller/domain';

export interface LogTo {
  readonly level: 'warn' | 'info';
  readonly stream: { readonly write: (line: string) => unknown };
}

/** Answers go to standard output; what happens goes to standard error. */
const STANDARD: LogTo = { level: 'warn', stream: process.stderr };

export const loggerOptions = ({ level, stream }: LogTo = STANDARD): NonNullable<
  FastifyServerOptions['logger']
> => ({
  level,
  stream: {
    // The last gate: whatever a library puts into a message leaves without CPR numbers.
    write: (line: string) => void stream.write(withoutCpr(line)),
  },
  base: null,
  timestamp: () => `,"at":"${new Date().toISOString()}"`,
  redact: ['req.headers', 'res.headers', 'headers', 'query', 'body', 'params'],
  serializers: {
    req: ({ method }: { method: string }) => ({ method }),
    res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
    err: ({ name, message, code, stack }) => ({ type: name, code, message, stack: stack ?? '' }),
  },
});

export const registerRequestLog = (app: FastifyInstance): void => {
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        // The pattern, `/api/citizens/:citizen_id`: which citizen stands in the look-up log, not here.
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
        employee: request.employee?.employeeId ?? null,
      },
      'request',
    );
  });
};
