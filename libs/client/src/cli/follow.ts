// Stays with a question until it has an end, and ends as it says.
import type { Pause } from '@pausepoint/contract/wire';
import type { PausePoint } from '../client.ts';
import { PausePointError } from '../error.ts';
import { isSettled, type SettledPause } from '../pauses.ts';
import { codeOf, exitCodes } from './exit-codes.ts';
import { showWaiting } from './show-waiting.ts';
import { tellOutcome } from './tell-outcome.ts';
import { oneLine, safeJson, type Terminal } from './terminal.ts';

export interface Follow {
  readonly client: PausePoint;
  /** The option that means go. */
  readonly ok: string;
  readonly json: boolean;
  /** Whether Ctrl-C withdraws the question. */
  readonly withdraw: boolean;
}

/** @returns the exit code */
export async function follow(pause: Pause, options: Follow, terminal: Terminal): Promise<number> {
  const { ok, json } = options;
  let settled: SettledPause;
  try {
    settled = isSettled(pause) ? pause : await waitFor(pause, options, terminal);
  } catch (error) {
    if (terminal.signal.aborted) return interrupted(pause, options, terminal);
    if (error instanceof PausePointError) tellLeft(error, pause, json, terminal);
    throw error;
  }
  tellOutcome(settled, json, terminal);
  if (!terminal.signal.aborted) return codeOf(settled, ok);
  // Who presses Ctrl-C wants nothing to go on, though the answer was quicker.
  terminal.err('Interrupted.');
  return exitCodes.failed;
}

/** What is left behind where the waiting failed, for whoever comes back to it. */
function tellLeft(
  { pause: lost }: PausePointError,
  pause: Pause,
  json: boolean,
  { out, err }: Terminal,
): void {
  const { pause_id: id } = pause;
  if (json) out(safeJson(lost ?? pause));
  err(
    lost
      ? `The question stays open: npx pausepoint cancel ${id} withdraws it.`
      : `What became of the question is not known: npx pausepoint poll ${id} --wait tells.`,
  );
}

async function waitFor(pause: Pause, { client, withdraw }: Follow, terminal: Terminal) {
  const { signal } = terminal;
  signal.throwIfAborted();
  const onStop = withdraw ? 'withdraws the question' : 'leaves the question open';
  const done = showWaiting(pause, onStop, terminal);
  try {
    return await client.pauses.wait(pause.pause_id, { signal });
  } finally {
    done();
  }
}

async function interrupted(
  { pause_id: id }: Pause,
  { client, json, withdraw }: Follow,
  terminal: Terminal,
): Promise<number> {
  if (!withdraw) {
    terminal.err(`Interrupted. The question stays open: npx pausepoint poll ${id} --wait`);
    return exitCodes.failed;
  }
  try {
    const pause = await client.pauses.cancel(id);
    if (json) terminal.out(safeJson(pause));
    terminal.err('Interrupted: the question is withdrawn.');
  } catch (error) {
    if (!(error instanceof PausePointError)) throw error;
    if (error.code === 'already_settled') {
      terminal.err('Interrupted, when the question was settled already:');
      tellOutcome(await client.pauses.get(id), json, terminal);
    } else {
      terminal.err(`Interrupted, and the question is still open: ${oneLine(error.message)}`);
      terminal.err(`To withdraw it: npx pausepoint cancel ${id}`);
    }
  }
  return exitCodes.failed;
}
