// The log for a person at a terminal: time, level, message, then the rest on the same line.
import type { DestinationStream } from 'pino';

const colours: Record<string, number> = { fatal: 31, error: 31, warn: 33, info: 32 };

interface LoggedError {
  readonly message?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

interface Entry {
  readonly level?: string;
  readonly time?: string;
  readonly msg?: string;
  readonly err?: LoggedError;
  readonly [name: string]: unknown;
}

export const prettyStream = (destination: DestinationStream): DestinationStream => ({
  write: (line) => destination.write(prettyLine(line)),
});

function prettyLine(line: string): string {
  const { level = '', time = '', msg = '', err, ...rest } = JSON.parse(line) as Entry;
  const facts = Object.entries(rest).map(([name, value]) => `${name}=${show(value)}`);
  const head = [
    grey(time.slice(11, 19)),
    colour(colours[level] ?? 90, level.padEnd(5)),
    plain(msg),
    grey(facts.join(' ')),
  ];
  const trace = err && (level === 'error' || level === 'fatal' ? stacks(err) : err.message);
  return `${head.filter(Boolean).join(' ')}\n${trace ? `${grey(trace)}\n` : ''}`;
}

const stacks = ({ stack, message, cause }: LoggedError): string =>
  `${stack ?? message ?? ''}${cause ? `\ncaused by: ${stacks(cause)}` : ''}`;

const show = (value: unknown): string =>
  typeof value === 'string' ? plain(value) : JSON.stringify(value);

/** A logged value must not move the cursor or forge a second line. */
const plain = (text: string): string => text.replaceAll(/\p{Cc}/gu, ' ');

const colour = (code: number, text: string): string => `\u001b[${code}m${text}\u001b[0m`;
const grey = (text: string): string => (text ? colour(90, text) : '');
