// Asks about a tool call and waits for the answer; what stands in the way is words for the model too.
import type { Pause } from '@pausepoint/contract/wire';
import type { PausePoint } from './client.ts';
import { PausePointError } from './error.ts';
import { answerInWords, refusalInWords } from './in-words.ts';
import type { CreateOptions, Question } from './pauses.ts';
import type { CallOptions } from './request.ts';
import { takeApproval, type TakeOnce } from './take-approval.ts';
import {
  toolCallQuestion,
  type ToolCall,
  type ToolCallAsk,
  type ToolCallRefusal,
  type ToolCallVerdict,
} from './tool-call.ts';

type Client = Pick<PausePoint, 'pauses'>;

/**
 * Asks a human about a call, without waiting. Where none can be asked a refusal comes back: a policy, a
 * server that is away, arguments nobody could read. What only a programmer can mend is thrown.
 *
 * ```ts
 * const asked = await openToolCall(client, call, ask, { idempotencyKey: `mine:${callId}` });
 * if ('approved' in asked) return asked.reason;
 * const verdict = await settleToolCall(client, asked.pause_id, call, { signal });
 * return verdict.approved ? run(call) : verdict.reason;
 * ```
 */
export async function openToolCall(
  { pauses }: Client,
  call: ToolCall,
  ask: ToolCallAsk,
  // No signal: a create that breaks off may have asked, and nobody could withdraw it.
  { idempotencyKey }: Pick<CreateOptions, 'idempotencyKey'> = {},
): Promise<Pause | ToolCallRefusal> {
  let question: Question;
  try {
    question = toolCallQuestion(call, ask);
  } catch (error) {
    return unasked(`No human could be asked: its arguments can’t be shown (${String(error)}).`);
  }
  return pauses
    .create(question, { idempotencyKey })
    .catch((error: unknown) => unasked(inWords(error)));
}

export interface SettleToolCallOptions extends CallOptions {
  /** Makes one yes one run at most. What it throws is thrown. */
  readonly once?: TakeOnce | undefined;
}

/** May this very call run? Waits for the answer; aborted, it withdraws the question and throws. */
export async function settleToolCall(
  { pauses }: Client,
  pauseId: string,
  call: ToolCall,
  options: SettleToolCallOptions = {},
): Promise<ToolCallVerdict> {
  try {
    return await takeApproval(await waitOrWithdraw(pauses, pauseId, options), call, options.once);
  } catch (error) {
    options.signal?.throwIfAborted();
    return unasked(inWords(error));
  }
}

/** Asks a model's own question, waits, and tells it what came of it. Aborted, it withdraws it. */
export async function askInWords(
  { pauses }: Client,
  question: Question,
  { idempotencyKey, signal }: CreateOptions = {},
): Promise<string> {
  signal?.throwIfAborted();
  try {
    const { pause_id } = await pauses.create(question, { idempotencyKey });
    return answerInWords(await waitOrWithdraw(pauses, pause_id, { signal }));
  } catch (error) {
    signal?.throwIfAborted();
    return inWords(error);
  }
}

/** Who stops a run does not wait for a server that hangs. */
const longestWithdrawal = 5_000;

/** Nobody shall agree afterwards to what will not happen: on an abort, or where nobody is reached. */
async function waitOrWithdraw(
  pauses: Client['pauses'],
  pauseId: string,
  options: CallOptions,
): Promise<Pause> {
  try {
    return await pauses.wait(pauseId, options);
  } catch (error) {
    const unreached = error instanceof PausePointError && error.code === 'undeliverable';
    if (!unreached && !options.signal?.aborted) throw error;
    const signal = AbortSignal.timeout(longestWithdrawal);
    await pauses.cancel(pauseId, { signal }).catch(() => undefined);
    options.signal?.throwIfAborted();
    // Somebody who still had a link may have been faster than the withdrawal.
    const pause = await pauses.get(pauseId).catch(() => undefined);
    if (pause?.status === 'responded') return pause;
    throw error;
  }
}

function inWords(error: unknown): string {
  const words = refusalInWords(error);
  if (words === undefined) throw error;
  return words;
}

const unasked = (reason: string): ToolCallRefusal => ({
  approved: false,
  because: 'unasked',
  reason: `${reason} The call did not run.`,
});
