/** Checks a value against a schema, and says of everything that is wrong where it stands and what would be right. */
import type { Schema } from './schema.ts';

export type Path = readonly (string | number)[];

export interface ShapeProblem {
  readonly path: Path;
  readonly message: string;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const holdsType = (value: unknown, type: NonNullable<Schema['type']>): boolean =>
  type === 'object'
    ? isObject(value)
    : type === 'array'
      ? Array.isArray(value)
      : type === 'integer'
        ? Number.isInteger(value)
        : typeof value === type && (type !== 'number' || Number.isFinite(value));

const LONGEST_SHOWN = 60;

const shown = (value: unknown): string => {
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? 'A list' : 'An object';
  const text = JSON.stringify(value) ?? 'Nothing';
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
};

/** How many letters must change for one word to become another, as far as it matters for a hint. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(
        Math.min(
          (row[j + 1] ?? 0) + 1,
          (next[j] ?? 0) + 1,
          (row[j] ?? 0) + (letter === other ? 0 : 1),
        ),
      );
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

/** "Did you mean …?", where one of the words is near. */
export const nearest = (word: string, words: readonly string[]): string => {
  const [best] = words
    .map((candidate) => ({ candidate, far: distance(word, candidate) }))
    .toSorted((a, b) => a.far - b.far);
  return best !== undefined && best.far <= Math.max(2, Math.floor(word.length / 3))
    ? ` Did you mean ${best.candidate}?`
    : '';
};

export const walk = (root: Schema, value: unknown): readonly ShapeProblem[] => {
  const problems: ShapeProblem[] = [];

  const resolve = (schema: Schema): Schema => {
    if (schema.$ref === undefined) return schema;
    const target = root.$defs?.[schema.$ref.replace('#/$defs/', '')];
    if (target === undefined) throw new RangeError(`the schema has no ${schema.$ref}`);
    return target;
  };

  const check = (given: Schema, at: unknown, path: Path, into: ShapeProblem[]): void => {
    const schema = resolve(given);
    const fail = (message: string, where: Path = path) => into.push({ path: where, message });
    const expected = schema.description ?? schema.type ?? 'another value';

    if (schema.type !== undefined && !holdsType(at, schema.type)) {
      fail(`${shown(at)} should be ${expected}.`);
      return;
    }
    if (typeof at === 'string') {
      if (schema.enum !== undefined && !schema.enum.includes(at))
        fail(`${shown(at)} should be one of ${schema.enum.join(', ')}.${nearest(at, schema.enum)}`);
      if (
        (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(at)) ||
        (schema.minLength !== undefined && at.length < schema.minLength)
      )
        fail(`${shown(at)} should be ${expected}.`);
    }
    if (typeof at === 'number' && schema.minimum !== undefined && at < schema.minimum)
      fail(`${shown(at)} should be ${expected}.`);
    if (Array.isArray(at)) {
      if (schema.minItems !== undefined && at.length < schema.minItems)
        fail(`should be ${expected}.`);
      if (schema.items !== undefined)
        for (const [index, item] of at.entries()) check(schema.items, item, [...path, index], into);
    }
    if (isObject(at)) checkObject(schema, at, path, into, expected);

    if (schema.anyOf !== undefined && !schema.anyOf.some((choice) => holds(choice, at, path)))
      fail(`${shown(at)} should be ${expected}.`);
    if (schema.if !== undefined && schema.else !== undefined && !holds(schema.if, at, path))
      check(schema.else, at, path, into);
  };

  const holds = (schema: Schema, at: unknown, path: Path): boolean => {
    const found: ShapeProblem[] = [];
    check(schema, at, path, found);
    return found.length === 0;
  };

  const checkObject = (
    schema: Schema,
    at: Readonly<Record<string, unknown>>,
    path: Path,
    into: ShapeProblem[],
    expected: string,
  ): void => {
    const fail = (message: string, where: Path = path) => into.push({ path: where, message });
    const known = schema.properties ?? {};
    for (const name of schema.required ?? [])
      if (!Object.hasOwn(at, name)) {
        const property = known[name];
        const right =
          property === undefined || property === false ? undefined : resolve(property).description;
        fail(`${name} is missing${right === undefined ? '' : `: ${right}`}.`);
      }
    for (const [name, needed] of Object.entries(schema.dependentRequired ?? {}))
      for (const other of needed)
        if (Object.hasOwn(at, name) && !Object.hasOwn(at, other))
          fail(`${other} is missing: ${name} needs it.`);
    for (const [name, dependent] of Object.entries(schema.dependentSchemas ?? {}))
      if (Object.hasOwn(at, name)) check(dependent, at, path, into);
    const count = Object.keys(at).length;
    if (
      (schema.minProperties !== undefined && count < schema.minProperties) ||
      (schema.maxProperties !== undefined && count > schema.maxProperties)
    )
      fail(`should be ${expected}.`);
    for (const [name, value] of Object.entries(at)) {
      if (schema.propertyNames !== undefined && !holds(schema.propertyNames, name, path))
        fail(`${name} should be ${schema.propertyNames.description ?? 'another name'}.`, [
          ...path,
          name,
        ]);
      const property = Object.hasOwn(known, name) ? known[name] : schema.additionalProperties;
      if (property === false)
        fail(
          Object.hasOwn(known, name)
            ? `${name} does not belong here.`
            : `${name} is not known here.${nearest(name, Object.keys(known))}`,
          [...path, name],
        );
      else if (property !== undefined) check(property, value, [...path, name], into);
    }
  };

  check(root, value, [], problems);
  return problems;
};
