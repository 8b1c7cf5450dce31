/** The command line as it was typed: wrong usage is told with the right one. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { isDay, isMonth } from '@medspiller/domain';

/** Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Exit code 1: understood, and refused. */
export class CommandRefusal extends Error {
  override readonly name = 'CommandRefusal';
}

/** Where answers and messages go; tests put their own here. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Answers alone. */
  readonly out: (text: string | Uint8Array) => void;
  /** Progress, warnings and refusals, a line each. */
  readonly say: (line: string) => void;
}

export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** As it is typed, and what each part means. */
  readonly help: string;
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<number>;
}

type Options = NonNullable<ParseArgsConfig['options']>;

export const parsed = <const O extends Options>(
  args: readonly string[],
  options: O,
  positionals: readonly string[],
) => {
  let result;
  try {
    result = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const missing = positionals[result.positionals.length];
  if (missing !== undefined) throw new UsageError(`${missing} is missing.`);
  const extra = result.positionals[positionals.length];
  if (extra !== undefined) throw new UsageError(`${JSON.stringify(extra)} is too much.`);
  return { values: result.values, positionals: result.positionals };
};

const checked =
  (what: string, example: string, isRight: (text: string) => boolean) =>
  (option: string, text: string): string => {
    if (!isRight(text))
      throw new UsageError(
        `--${option} is ${JSON.stringify(text)}: it must be ${what}, such as ${example}.`,
      );
    return text;
  };

export const dayOption = checked('a day', '2017-11-30', isDay);
export const monthOption = checked('a month', '2019-10', isMonth);
const instant = checked(
  'an instant with its zone',
  '2017-11-30T12:00:00Z',
  (text) =>
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(text) &&
    !Number.isNaN(Date.parse(text)),
);
export const instantOption = (option: string, text: string): string =>
  new Date(instant(option, text)).toISOString();

export const oneOf = <const T extends string>(
  option: string,
  text: string,
  choices: readonly T[],
): T => {
  const found = choices.find((choice) => choice === text);
  if (found === undefined)
    throw new UsageError(
      `--${option} is ${JSON.stringify(text)}: it must be ${choices.join(' or ')}.`,
    );
  return found;
};

export const json = (value: unknown): string => `${JSON.stringify(value)}\n`;
