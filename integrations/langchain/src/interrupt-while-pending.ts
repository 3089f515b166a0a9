// Ends the run as often as it is woken before its pause is settled.
import { interrupt } from '@langchain/langgraph';
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
export async function interruptWhilePending(client: PausePoint, created: Pause): Promise<void> {
  const { pause_id, expires_at } = created;
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
