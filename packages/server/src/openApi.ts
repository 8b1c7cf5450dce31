/** The contract as an OpenAPI document, for those who call the API with programs of their own. */
import { errorSchema, ROUTES, type Route } from '@medspiller/contract';
import { z } from 'zod';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return json;
};

const parametersOf = (schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] => {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, json]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: json,
  }));
};

const bodyOf = ({ body, upload }: Route): Json | null => {
  if (upload)
    return {
      required: true,
      content: {
        'multipart/form-data': {
          schema: {
            type: 'object',
            properties: { files: { type: 'array', items: { type: 'string', format: 'binary' } } },
          },
        },
      },
    };
  return body === undefined
    ? null
    : { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } };
};

const errorAnswer = (description: string): Json => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
});

const operationOf = (name: string, route: Route): Json => {
  const open = route.access === 'anyone';
  const requestBody = bodyOf(route);
  return {
    operationId: name,
    summary: route.summary,
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(requestBody !== null && { requestBody }),
    ...(!open && {
      security: [route.method === 'GET' ? { session: [] } : { session: [], csrf: [] }],
    }),
    'x-access': route.access,
    responses: {
      200: {
        description: 'Done.',
        content:
          route.answer === 'file'
            ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
            : { 'application/json': { schema: schemaOf(route.answer, 'output') } },
      },
      ...(open
        ? {}
        : { 401: errorAnswer('Not signed in.'), 403: errorAnswer('The role may not do this.') }),
      ...((route.params ?? route.query ?? route.body) && {
        400: errorAnswer('Input that cannot be used, with field and what would be right.'),
      }),
      ...(route.params && { 404: errorAnswer('Does not exist, or is out of reach.') }),
    },
  };
};

/** Addresses as OpenAPI writes them: `/api/citizens/{citizen_id}`. */
const openApiPath = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

export const openApiDocument = (): Json => {
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries<Route>(ROUTES))
    (paths[openApiPath(route.path)] ??= {})[route.method.toLowerCase()] = operationOf(name, route);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Medspiller',
      version: '0.1.0',
      description: 'Every request and answer of Medspiller. Made from packages/contract.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    paths,
    components: {
      schemas: { Error: schemaOf(errorSchema, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-medspiller' },
        csrf: { type: 'apiKey', in: 'header', name: 'x-csrf-token' },
      },
    },
  };
};
