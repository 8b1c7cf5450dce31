/** A route's handler, typed by its row in the contract: what it gets is validated, what it gives fits the schema. */
import type { Route, RouteName, ROUTES } from '@medspiller/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Language } from './language.ts';
import type { SignedInEmployee } from './trust/signedInEmployee.ts';

type Routes = typeof ROUTES;
type Part<R extends Route, N extends 'params' | 'query' | 'body'> = R extends {
  readonly [K in N]: infer S extends z.ZodType;
}
  ? z.output<S>
  : undefined;

/** A file to be saved. */
export interface Download {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: Buffer | Readable;
}

type AnswerOf<R extends Route> = R['answer'] extends z.ZodType ? z.input<R['answer']> : Download;

export interface Call<N extends RouteName> {
  /** Null on routes for anyone. */
  readonly employee: Routes[N]['access'] extends 'anyone' ? null : SignedInEmployee;
  readonly params: Part<Routes[N], 'params'>;
  readonly query: Part<Routes[N], 'query'>;
  readonly body: Part<Routes[N], 'body'>;
  readonly language: Language;
  /** For what is about the request itself: the session, the stream of an upload. */
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export type Handler<N extends RouteName> = (call: Call<N>) => Promise<AnswerOf<Routes[N]>>;
export type Handlers = { readonly [N in RouteName]: Handler<N> };
