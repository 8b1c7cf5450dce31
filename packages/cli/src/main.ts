/** `medspiller COMMAND`: finds the command, and says how it went. Exit codes: 0 done, 1 refused, 2 wrong usage. */
import { ConfigurationRefusal, HttpRefusal, ProgrammeRefusal } from '@medspiller/server';
import { BackupRefusal, EngineRefusal, KeyRefusal, MigrationRefusal } from '@medspiller/store';
import { backup, restore } from './facts/backup.ts';
import { exportCommand } from './facts/export.ts';
import { importCommand } from './facts/import.ts';
import { caseload } from './people/caseload.ts';
import { start } from './start.ts';
import { figure } from './steering/figure.ts';
import { report } from './steering/report.ts';
import { audit } from './trust/audit.ts';
import { CommandRefusal, UsageError, type Command, type Terminal } from './usage.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  start,
  import: importCommand,
  export: exportCommand,
  report,
  figure,
  caseload,
  audit,
  backup,
  restore,
};

/** Sentences for the person at the keyboard; anything else is a fault of ours and keeps its stack. */
const REFUSALS = [
  CommandRefusal,
  ConfigurationRefusal,
  ProgrammeRefusal,
  HttpRefusal,
  EngineRefusal,
  KeyRefusal,
  MigrationRefusal,
  BackupRefusal,
];

const overview = (): string => {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(
    ([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`,
  );
  return `medspiller COMMAND\n\n${lines.join('\n')}\n\nmedspiller COMMAND --help tells more of one.\n`;
};

const ownTerminal: Terminal = {
  environment: process.env,
  out: (text) => void process.stdout.write(text),
  say: (line) => void process.stderr.write(`${line}\n`),
};

export const main = async (
  argv: readonly string[],
  terminal: Terminal = ownTerminal,
): Promise<number> => {
  const [name, ...args] = argv;
  if (name === undefined) {
    terminal.say(overview());
    return 2;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    terminal.out(overview());
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    terminal.say(`medspiller: there is no command ${name}.\n\n${overview()}`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    terminal.out(`${command.help}\n`);
    return 0;
  }
  try {
    return await command.run(args, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.say(`medspiller ${name}: ${error.message}\n\n${command.help}`);
      return 2;
    }
    if (REFUSALS.some((refusal) => error instanceof refusal)) {
      terminal.say(`medspiller ${name}: ${(error as Error).message}`);
      return 1;
    }
    throw error;
  }
};
