// Decides the interruptions of a run by what humans answered, and by nothing else.
import { settleToolCall, type TakeOnce, type ToolCallVerdict } from 'pausepoint';
import type { AnyState, Interrupted, InterruptionOptions } from './interruption-options.ts';
import { undecidedCalls } from './interrupted-call.ts';
import { all, openCalls, stateOf, type OpenedCall, type OpenPauses } from './open-interruptions.ts';

export interface SettleOptions extends InterruptionOptions {
  /** What `openInterruptions` returned. Without it the questions are found by run and call. */
  readonly pauses?: OpenPauses | undefined;
  /** `false`: decide what is answered by now, as a webhook's handler would. Default `true`. */
  readonly wait?: boolean | undefined;
  /** Stops the run: what is waited for is withdrawn, and the signal's reason thrown. With `wait: false` it stops nothing that was begun. */
  readonly signal?: AbortSignal | undefined;
  /** Makes one yes decide one state only: who settles an older copy of it is refused. */
  readonly once?: TakeOnce | undefined;
}

/**
 * Asks a human about every interruption, unless that has been done, waits for the answers, and decides
 * each call by its own: approved, or rejected with words for the model. Returns the state to go on with.
 *
 * ```ts
 * let result = await run(agent, 'Pay the invoice');
 * while (result.interruptions.length > 0) {
 *   result = await run(agent, await settleInterruptions(result, { client, runId, ask }));
 * }
 * ```
 *
 * What is already decided in the state stays as it is, `alwaysApprove` and `alwaysReject` too; nothing
 * is decided for longer than its one call.
 */
export async function settleInterruptions<State extends AnyState>(
  interrupted: Interrupted<State>,
  options: SettleOptions,
): Promise<State> {
  options.signal?.throwIfAborted();
  const state = await stateOf(interrupted);
  const opened = await openCalls(undecidedCalls(state), options, options.pauses ?? {});
  await all(
    opened.map(async (one) => {
      const verdict = await verdictOn(one, options);
      if (verdict?.approved === true) state.approve(one.item);
      else if (verdict) state.reject(one.item, { message: verdict.reason });
    }),
  );
  return state;
}

/** Undefined: the question is open and is not waited for. */
async function verdictOn(
  { asked, call }: OpenedCall,
  { client, wait = true, signal, once }: SettleOptions,
): Promise<ToolCallVerdict | undefined> {
  if ('approved' in asked) return asked;
  if (!wait && asked.status === 'pending' && !asked.undeliverable) return undefined;
  return settleToolCall(client, asked.pause_id, call, { signal, once });
}
