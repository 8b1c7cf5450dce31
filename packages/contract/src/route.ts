/** What a route is: its method, its path, who may call it, and the schemas of what goes in and comes out. */
import type { z } from 'zod';
import type { Permission } from '@medspiller/domain';

/** `anyone`: without signing in; `signed_in`: any employee; else the permission that the employee's role must have. */
export type Access = 'anyone' | 'signed_in' | Permission;

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With `:name` for parameters. */
  readonly path: string;
  readonly access: Access;
  /** One line for the OpenAPI document. */
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** `file` for downloads; a schema for JSON. */
  readonly answer: z.ZodType | 'file';
  /** True for a body of files (multipart). */
  readonly upload?: boolean;
}

export const route = <const R extends Route>(definition: R): R => definition;
