import { DEMOS, startServer, type Demo } from '@medspiller/server';
import { parsed, UsageError, type Command } from './usage.ts';

/** `--demo` takes a name or none, which node:util has no word for: the name is what stands after it. */
const readDemo = (
  args: readonly string[],
): { readonly demo: Demo | null; readonly rest: readonly string[] } => {
  const place = args.findIndex((arg) => arg === '--demo' || arg.startsWith('--demo='));
  if (place === -1) return { demo: null, rest: args };
  const [flag = '', next] = args.slice(place);
  const named = flag.includes('=')
    ? flag.slice('--demo='.length)
    : next?.startsWith('-') === false
      ? next
      : undefined;
  const taken = flag.includes('=') || named === undefined ? 1 : 2;
  const demo = named === undefined ? DEMOS[0] : DEMOS.find((each) => each === named);
  if (demo === undefined)
    throw new UsageError(`There is no demo ${String(named)}. There are: ${DEMOS.join(', ')}.`);
  return { demo, rest: [...args.slice(0, place), ...args.slice(place + taken)] };
};

/** Resolves when the process is told to end. */
const ended = async (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });

export const start: Command = {
  summary: 'serves web and API',
  help: `medspiller start [--port N] [--demo [varde]]

Serves the web app and its API until it is told to stop (Ctrl C).
  --port N   the port to listen on (4700)
  --demo     fills an empty database with an invented municipality, and lets one pick whom to be;
             --demo varde: Varde's figures of 2017, on a clock that stands at 2017-11-30
Without --demo the environment must say how people sign in; what is missing is told.`,
  run: async (args, { environment, say }) => {
    const { demo, rest } = readDemo(args);
    const { values } = parsed(rest, { port: { type: 'string' } }, []);
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && (!Number.isInteger(port) || port < 1 || port > 65_535))
      throw new UsageError(
        `--port is ${JSON.stringify(values.port)}: it must be a whole number from 1 to 65535.`,
      );
    const stopping = ended();
    const server = await startServer({ environment, demo, port, say });
    say(`Medspiller is ready: ${server.url}`);
    await stopping;
    say('Stopping …');
    await server.stop();
    return 0;
  },
};
