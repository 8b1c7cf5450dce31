/** Schemas of a record's values, made from the one description of each kind, with internal ids for references. */
import { z } from 'zod';
import { KINDS, type Column, type KindName } from '@medspiller/domain';

export const daySchema = z.iso.date();
export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export const instantSchema = z.iso.datetime({ offset: true });
export const idSchema = z.coerce.number().int().positive();

const bounded = (schema: z.ZodNumber, column: Column): z.ZodNumber => {
  const low = column.minimum === null ? schema : schema.min(column.minimum);
  return column.maximum === null ? low : low.max(column.maximum);
};

const schemaOfType = (column: Column): z.ZodType => {
  switch (column.type) {
    case 'key':
    case 'text':
      return z.string().trim().min(1).max(2_000);
    case 'code':
      return z.enum(column.codes as readonly [string, ...string[]]);
    case 'day':
      return daySchema;
    case 'month':
      return monthSchema;
    case 'instant':
      return instantSchema;
    case 'reference':
      return z.number().int().positive();
    case 'references':
      return z.array(z.number().int().positive()).max(50);
    case 'decimal':
      return bounded(z.number(), column);
    case 'integer':
    case 'money':
      return bounded(z.number().int(), column);
    case 'flag':
      return z.boolean();
    case 'cpr':
      return z.string().regex(/^\d{10}$/);
  }
};

/** The values of a record without its key; what may be empty may be null or left out. */
export const valuesSchema = (kind: KindName) =>
  z.strictObject(
    Object.fromEntries(
      Object.entries<Column>(KINDS[kind].columns)
        .filter(([, column]) => column.type !== 'key')
        .map(([field, column]): [string, z.ZodType] => [
          field,
          column.required ? schemaOfType(column) : schemaOfType(column).nullish(),
        ]),
    ),
  );
