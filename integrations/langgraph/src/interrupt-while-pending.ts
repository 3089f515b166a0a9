// Ends the run as often as it is woken before its pause is settled.
import { interrupt, type LangGraphRunnableConfig } from '@langchain/langgraph';
import { refusalInWords, type Pause, type PausePoint } from 'pausepoint';

/** What an interrupt of ours carries: `tasks[].interrupts[].value`. */
export interface PauseInterrupt {
  readonly type: 'pausepoint.pause';
  readonly pause_id: string;
  readonly expires_at: string;
}

/**
 * The API is the truth; a resume value, whatever it is, only makes us look again. Returns once the pause
 * is settled, or nobody can be reached with it.
 */
export async function interruptWhilePending(
  client: PausePoint,
  created: Pause,
  config: LangGraphRunnableConfig | undefined,
): Promise<void> {
  const { pause_id, expires_at } = created;
  await withdrawIfStopped(client, created, config?.configurable);
  let pause = created;
  while (pause.status === 'pending' && !pause.undeliverable) {
    interrupt({ type: 'pausepoint.pause', pause_id, expires_at } satisfies PauseInterrupt);
    pause = await client.pauses.get(pause_id).catch((error: unknown) => {
      if (refusalInWords(error) === undefined) throw error;
      // No server to ask: whoever woke us up tries again.
      return pause;
    });
  }
}

/** Stopped while it asked, the run leaves no interrupt behind: nobody would ever hear the answer. */
async function withdrawIfStopped(
  { pauses }: PausePoint,
  { pause_id, status }: Pause,
  configurable: LangGraphRunnableConfig['configurable'],
): Promise<void> {
  const signals = configurable?.['__pregel_abort_signals'] as AbortSignals | undefined;
  const stopped = signals?.externalAbortSignal;
  // Who resumes finds the interrupt of an earlier run, whose question a shutdown must leave open.
  if (status !== 'pending' || !stopped?.aborted || configurable?.['__pregel_resuming']) return;
  await pauses.cancel(pause_id, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  stopped.throwIfAborted();
}

/** The caller's own signal; a failure beside us, after which the run may be tried again, is another. */
interface AbortSignals {
  readonly externalAbortSignal?: AbortSignal | undefined;
}
