/** How the server says no: one shape for every answer that is not the one asked for. */
import type { errorSchema, refusalSchema } from '@medspiller/contract';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { languageOf, type Language } from './language.ts';
import { fieldOf, whatWouldBeRight, type InputIssue } from './inputMessage.ts';

export type Refusal = z.infer<typeof refusalSchema>;
type ErrorAnswer = z.infer<typeof errorSchema>;

/** Thrown by handlers; becomes the answer with this status. */
export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal';

  constructor(
    readonly status: number,
    /** A word that the screen knows. */
    readonly code: string,
    readonly refusals: readonly Refusal[] = [],
    /** Fields beside those of an error that the contract gives this answer (`changed_meanwhile`). */
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
  }
}

/** What does not exist, and what lies outside one's reach: the answer is the same, so that it tells nothing. */
export const notFound = (): HttpRefusal => new HttpRefusal(404, 'not_found');
export const forbidden = (): HttpRefusal => new HttpRefusal(403, 'forbidden');

const badInput = (issues: readonly InputIssue[], language: Language): ErrorAnswer => ({
  error: 'bad_input',
  refusals: issues.map((issue) => ({
    code: issue.code,
    field: fieldOf(issue),
    message: whatWouldBeRight(issue, language),
  })),
});

/** Words for refusals that come from the frame of the server rather than from a handler. */
const CODES: Readonly<Record<number, string>> = {
  400: 'bad_input',
  401: 'not_signed_in',
  403: 'forbidden',
  404: 'not_found',
  405: 'not_found',
  413: 'too_large',
  415: 'unknown_content_type',
  429: 'too_many_requests',
};

const hasIssues = (
  error: FastifyError,
): error is FastifyError & { issues: readonly InputIssue[] } =>
  'issues' in error && Array.isArray(error.issues);

const answerError = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
  // The body may hold a CPR number or a name: it is never part of a cache.
  reply.header('cache-control', 'no-store');
  if (error instanceof HttpRefusal) {
    const answer: ErrorAnswer = { error: error.code, ...error.more };
    if (error.refusals.length > 0) answer.refusals = [...error.refusals];
    reply.code(error.status).send(answer);
    return;
  }
  if (hasIssues(error)) {
    reply.code(400).send(badInput(error.issues, languageOf(request)));
    return;
  }
  const status = error.statusCode ?? 500;
  if (status >= 500) {
    // The stack, not the message alone: it names the place. Values are in neither (see the logger's serializers).
    request.log.error(
      { error: { name: error.name, code: error.code, stack: error.stack } },
      'request failed',
    );
    reply.code(500).send({ error: 'unexpected' });
    return;
  }
  reply.code(status).send({ error: CODES[status] ?? 'refused' });
};

export const registerRefusals = (app: FastifyInstance): void => {
  app.setErrorHandler(answerError);
};
