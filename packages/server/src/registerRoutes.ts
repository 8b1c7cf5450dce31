/** Puts the contract's table on the server: every row with its handler, its access and its schemas. */
import { ROUTES, type Route, type RouteName } from '@medspiller/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchemaCompiler } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { Call, Download, Handlers } from './handler.ts';
import type { InputIssue } from './inputMessage.ts';
import { languageOf } from './language.ts';

/** Bodies of JSON: the longest is a conversation's note with its fields. */
export const BODY_LIMIT = 256 * 1024;

/** Tighter than the general limit, in requests a minute a person. */
const LIMITS: Partial<Record<RouteName, number>> = {
  signInPage: 120,
  searchCitizens: 120,
  downloadCitizens: 20,
  downloadStatus: 20,
  previewImport: 12,
  confirmImport: 12,
  exportRecords: 6,
};

/** Checking these on the way out costs more than making them. In tests they are checked like all others. */
const LONG_ANSWERS: readonly RouteName[] = [
  'listCitizens',
  'citizenPage',
  'citizenHistory',
  'figurePeople',
  'statusTable',
  'lookups',
];

class BadInput extends Error {
  readonly statusCode = 400;

  constructor(readonly issues: readonly InputIssue[]) {
    super('bad input');
  }
}

/** What a schema makes of input, or every issue with it, raw: words for them are found where the language is known. */
const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (data: unknown) => {
    const result = schema.safeParse(data ?? {}, { reportInput: true });
    return result.success ? { value: result.data } : { error: new BadInput(result.error.issues) };
  };

const sendDownload = (
  reply: FastifyReply,
  { fileName, mediaType, content }: Download,
): FastifyReply =>
  reply
    .header('cache-control', 'no-store')
    // The plain name for old programs, the real one (with æ, ø, å) as RFC 8187 has it.
    .header(
      'content-disposition',
      `attachment; filename="${fileName.replace(/[^\w.-]+/g, '_')}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    )
    .type(mediaType)
    .send(content);

export const registerRoutes = (
  app: FastifyInstance,
  handlers: Handlers,
  { checkLongAnswers }: { readonly checkLongAnswers: boolean },
): void => {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  const names = Object.keys(ROUTES) as RouteName[];
  const strangers = Object.keys(handlers).filter((name) => !names.includes(name as RouteName));
  if (strangers.length > 0) throw new Error(`Handlers without a route: ${strangers.join(', ')}.`);

  const add = (name: RouteName): void => {
    const route: Route = ROUTES[name];
    const handler = handlers[name] as ((call: Call<RouteName>) => Promise<unknown>) | undefined;
    if (handler === undefined) throw new Error(`The route ${name} has no handler.`);
    const limit = LIMITS[name];
    const { answer } = route;
    app.route({
      method: route.method,
      url: route.path,
      ...(!route.upload && { bodyLimit: BODY_LIMIT }),
      config: {
        access: route.access,
        ...(limit !== undefined && {
          rateLimit: { max: limit, timeWindow: 60_000, groupId: name },
        }),
      },
      schema: {
        ...(route.params && { params: route.params }),
        ...(route.query && { querystring: route.query }),
        ...(route.body && { body: route.body }),
        ...(answer !== 'file' &&
          (checkLongAnswers || !LONG_ANSWERS.includes(name)) && { response: { 200: answer } }),
      },
      handler: async (request: FastifyRequest, reply: FastifyReply) => {
        const given = await handler({
          employee: request.employee,
          params: request.params,
          query: request.query,
          body: request.body,
          language: languageOf(request),
          request,
          reply,
          // The parts were validated by the very schemas that the types are made of.
        } as unknown as Call<RouteName>);
        if (answer === 'file') return sendDownload(reply, given as Download);
        return reply.header('cache-control', 'no-store').send(given);
      },
    });
  };
  for (const name of names) add(name);
};
