// What humans decided about calls: asks where nobody was asked yet, finds the rest, waits.
import { settleToolCall, type Pause, type ToolCallRefusal } from 'pausepoint';
import type { ApprovalOptions, ModelCall } from './approval-options.ts';
import { askedIn, openCall, pauseAbout } from './call-pauses.ts';

export interface SettleOptions extends ApprovalOptions {
  /** `false`: look, as a webhook's handler would, but do not wait. Default `true`. */
  readonly wait?: boolean | undefined;
}

export interface Decision {
  readonly approved: boolean;
  readonly reason: string;
}

/** One for each call, in their order; undefined where one is open that is not waited for. */
export async function decide(
  calls: readonly ModelCall[],
  options: SettleOptions,
): Promise<readonly Decision[] | undefined> {
  const { client, wait = true, signal } = options;
  if (calls.length === 0) return [];
  signal?.throwIfAborted();
  // Aborted meanwhile, what is waited for is found all the same, for it must be withdrawn.
  const pauses = await askedIn(options);
  if (!wait) signal?.throwIfAborted();
  const asked = await all(
    calls.map(async (call) => pauseAbout(pauses, call) ?? openUnless(signal, call, options)),
  );
  if (!wait && asked.some(isOpen)) return undefined;
  const decisions = await all(
    asked.map(async (one, at) => {
      const verdict =
        'approved' in one
          ? one
          : await settleToolCall(client, one.pause_id, calls[at]!, { signal });
      const { approved } = verdict;
      return { approved, reason: approved ? 'A human approved this call.' : verdict.reason };
    }),
  );
  signal?.throwIfAborted();
  return decisions;
}

/** Nobody is asked about what will not happen. */
async function openUnless(
  signal: AbortSignal | undefined,
  call: ModelCall,
  options: ApprovalOptions,
): Promise<Pause | ToolCallRefusal> {
  if (!signal?.aborted) return openCall(call, options);
  return { approved: false, because: 'unasked', reason: 'The run was stopped.' };
}

const isOpen = (asked: Pause | ToolCallRefusal): boolean =>
  !('approved' in asked) && asked.status === 'pending' && !asked.undeliverable;

/** Waits for all of them, and only then throws what one of them threw. */
async function all<T>(promises: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
