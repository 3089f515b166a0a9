// The orderly end of a process: steps in order on SIGTERM, SIGINT or SIGHUP, never longer than the limit.
import type { Log } from './log.ts';

export interface ShutdownStep {
  readonly name: string;
  run(): Promise<void> | void;
}

interface GracefullyOptions {
  readonly log: Log;
  readonly steps: readonly ShutdownStep[];
  readonly timeoutSeconds?: number;
}

/** npm, the terminal and the container each pass the same Ctrl-C on: one wish, several signals. */
const ECHO_MILLISECONDS = 500;
/** SIGHUP: the terminal was closed. As the shell counts: 128 and the signal's number. */
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof exitCodes;

/**
 * Exits 0 when every step went well, 1 when one failed or time ran out; a later second signal
 * leaves at once. Returns a function that starts the same end without a signal.
 */
export function gracefully({ log, steps, timeoutSeconds = 25 }: GracefullyOptions) {
  let begunAt: number | undefined;

  const end = (reason: string, failed = false): void => {
    if (begunAt !== undefined) return;
    begunAt = performance.now();
    log.info({ reason }, 'shutting down');
    // Not unref'd: a step whose promise never settles must still meet its limit.
    setTimeout(() => {
      log.error({ timeoutSeconds }, 'shutdown took too long, leaving now');
      process.exit(1);
    }, timeoutSeconds * 1_000);
    void runSteps(log, steps).then((wentWell) => process.exit(wentWell && !failed ? 0 : 1));
  };

  const hear = (signal: Signal): void => {
    if (begunAt === undefined) return end(signal);
    if (performance.now() - begunAt < ECHO_MILLISECONDS) return;
    log.warn({ signal }, 'second signal, leaving now');
    process.exit(exitCodes[signal]);
  };
  for (const signal of Object.keys(exitCodes)) process.on(signal, hear);
  return end;
}

async function runSteps(log: Log, steps: readonly ShutdownStep[]): Promise<boolean> {
  let wentWell = true;
  for (const step of steps) {
    try {
      await step.run();
      log.debug({ step: step.name }, 'shutdown step done');
    } catch (error) {
      // The next step (closing the database, say) matters all the more.
      wentWell = false;
      log.error({ err: error, step: step.name }, 'shutdown step failed');
    }
  }
  if (wentWell) log.info('shut down');
  return wentWell;
}
