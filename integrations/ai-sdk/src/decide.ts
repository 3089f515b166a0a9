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
  const pauses = await askedIn(options);
  const asked = await all(
    calls.map(async (call) => pauseAbout(pauses, call) ?? openCall(call, options)),
  );
  if (!wait && asked.some(isOpen)) return undefined;
  return all(
    asked.map(async (one, at) => {
      const verdict =
        'approved' in one
          ? one
          : await settleToolCall(client, one.pause_id, calls[at]!, { signal });
      const { approved } = verdict;
      return { approved, reason: approved ? 'A human approved this call.' : verdict.reason };
    }),
  );
}

const isOpen = (asked: Pause | ToolCallRefusal): boolean =>
  !('approved' in asked) && asked.status === 'pending' && !asked.undeliverable;

/** Waits for all of them, and only then throws what one of them threw. */
async function all<T>(promises: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
