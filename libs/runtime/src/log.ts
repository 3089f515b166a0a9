// The log: one JSON line per happening on stdout, without secrets.
import { pino, type Bindings, type DestinationStream, type Logger } from 'pino';
import { z } from 'zod';
import { prettyStream } from './pretty-stream.ts';
import { redactNamed, redactShaped } from './redact.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

type Words = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** What the rest of the house needs of a logger. */
export interface Log extends Pick<Logger, Words | 'isLevelEnabled'> {
  child(bindings: Bindings): Log;
}

/** The variable every app's configuration contains. */
export const logEnv = {
  LOG_LEVEL: z
    .enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` })
    .default('info')
    .meta({ description: 'How much is logged.', example: 'debug' }),
};

interface LogOptions {
  readonly level: LogLevel;
  /** Short coloured lines for a person at a terminal instead of JSON. */
  readonly pretty?: boolean;
  readonly stream?: DestinationStream;
}

export function createLog({ level, pretty = false, stream }: LogOptions): Log {
  // Synchronous, so that the last words before an exit are not lost.
  const destination = stream ?? pino.destination({ fd: 1, sync: true });
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: redactNamed },
      // Errors were already written out by redactNamed.
      serializers: { err: (error: unknown) => error },
      hooks: { streamWrite: redactShaped },
    },
    pretty ? prettyStream(destination) : destination,
  );
  return withCleanChildren(logger);
}

/** pino hands the bindings of a child to no formatter of its parent; children inherit this. */
function withCleanChildren(log: Log): Log {
  const { child } = log;
  log.child = function (this: Log, bindings) {
    return child.call(this, redactNamed(bindings));
  };
  return log;
}
