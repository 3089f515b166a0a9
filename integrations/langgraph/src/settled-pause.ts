// Asks once, and comes back with the settled pause: after a wait, or when the graph is resumed.
import type { LangGraphRunnableConfig } from '@langchain/langgraph';
import {
  PausePointError,
  type Pause,
  type PausePoint,
  type Question,
  type SettledPause,
} from 'pausepoint';
import { interruptWhilePending } from './interrupt-while-pending.ts';
import { placeOf, type Wait } from './place.ts';

interface Asking {
  readonly client: PausePoint;
  readonly question: Question;
  readonly config: LangGraphRunnableConfig;
  readonly part: string;
  readonly wait: Wait;
}

/** Throws `undeliverable` when nobody can be reached; the question is withdrawn then. */
export async function settledPause(asking: Asking): Promise<SettledPause> {
  const { client, question, config, part, wait } = asking;
  const { idempotencyKey, metadata } = placeOf(config, part, wait);
  const placed = { ...question, metadata: { ...question.metadata, ...metadata } };
  // Not abortable: who breaks off here would not know what to withdraw.
  const pause = await client.pauses.create(placed, { idempotencyKey });
  if (wait === 'interrupt') await interruptWhilePending(client, pause, config);
  return waited(client, pause, wait === 'interrupt' ? undefined : config.signal);
}

async function waited(
  { pauses }: PausePoint,
  { pause_id }: Pause,
  signal: AbortSignal | undefined,
): Promise<SettledPause> {
  try {
    return await pauses.wait(pause_id, { signal });
  } catch (error) {
    const nobody = error instanceof PausePointError && error.code === 'undeliverable';
    if (!nobody && !signal?.aborted) throw error;
    // Nobody listens any more, so nobody shall answer.
    const signals = { signal: AbortSignal.timeout(5_000) };
    await pauses.cancel(pause_id, signals).catch(() => undefined);
    signal?.throwIfAborted();
    // Somebody who still had a link may have been faster than the withdrawal.
    const pause = await pauses.get(pause_id);
    if (pause.status === 'responded') return pauses.wait(pause_id);
    throw error;
  }
}
