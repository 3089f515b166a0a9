// The first half of a durable approval: asks, so that the process may end while a human thinks.
import { openToolCall, type Pause, type ToolCallRefusal } from 'pausepoint';
import type { AnyState, Interrupted, InterruptionOptions } from './interruption-options.ts';
import { askOf, changed, keyOf, undecidedCalls, type InterruptedCall } from './interrupted-call.ts';

/** Which pause is about which call: JSON, to be kept beside the state of the run. */
export type OpenPauses = Readonly<Record<string, string>>;

/**
 * Asks a human about every interruption that nobody has decided yet, all at once, and returns without
 * waiting. Asking again, after a crash in between, finds the questions that were asked.
 *
 * ```ts
 * const result = await run(agent, 'Pay the invoice');
 * const pauses = await openInterruptions(result, { client, runId, ask });
 * await save(runId, { state: result.state.toString(), pauses }); // The process may end here.
 * ```
 *
 * A call about which nobody could be asked is not among the pauses: `settleInterruptions` tries it
 * again, and tells the model why not.
 */
export async function openInterruptions<State extends AnyState>(
  interrupted: Interrupted<State>,
  options: InterruptionOptions,
): Promise<OpenPauses> {
  const opened = await openCalls(undecidedCalls(await stateOf(interrupted)), options, {});
  return Object.fromEntries(
    opened.flatMap(({ id, asked }) => ('approved' in asked ? [] : [[id, asked.pause_id]])),
  );
}

export interface OpenedCall extends InterruptedCall {
  readonly asked: Pause | ToolCallRefusal;
}

/** One after the other would let a human wait; if one throws, the others are asked all the same. */
export async function openCalls(
  calls: readonly InterruptedCall[],
  options: InterruptionOptions,
  pauses: OpenPauses,
): Promise<readonly OpenedCall[]> {
  mustBeOfARun(options.runId);
  return all(calls.map(async (one) => ({ ...one, asked: await openCall(one, options, pauses) })));
}

/** Without a run an answer would count for every run there is. */
function mustBeOfARun(runId: unknown): void {
  if (typeof runId === 'string' && runId !== '') return;
  throw new TypeError('runId must be a text that is not empty. Nobody was asked.');
}

async function openCall(
  one: InterruptedCall,
  options: InterruptionOptions,
  pauses: OpenPauses,
): Promise<Pause | ToolCallRefusal> {
  const { client, runId } = options;
  const known = Object.hasOwn(pauses, one.id) ? pauses[one.id] : undefined;
  if (known === undefined) {
    const idempotencyKey = keyOf(one, runId);
    return openToolCall(client, one.call, askOf(one, options), { idempotencyKey });
  }
  const pause = await client.pauses.get(known);
  const { run_id, call_id } = pause.metadata ?? {};
  return run_id === runId && call_id === one.id ? pause : changed(one);
}

/** Waits for all of them, and only then throws what one of them threw. */
export async function all<T>(promises: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

export async function stateOf<State extends AnyState>(
  interrupted: Interrupted<State>,
): Promise<State> {
  // A stream is interrupted only once it has ended.
  if ('completed' in interrupted) await interrupted.completed;
  return 'state' in interrupted ? interrupted.state : interrupted;
}
