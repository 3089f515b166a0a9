// Wakes threads as the event feed tells of their pauses: no public address is needed.
import type { CallOptions, EventFilter, PausePoint, WebhookEvent } from 'pausepoint';
import {
  resumePause,
  type ResumableGraph,
  type ResumeOptions,
  type Resumption,
} from './resume-pause.ts';

interface ResumePauses extends ResumeOptions, CallOptions, Pick<EventFilter, 'after' | 'run_id'> {
  readonly client: PausePoint;
  /**
   * Where to begin next time: every event before it has been dealt with. Left out of `after`, it begins
   * with the oldest event, which is slower and does no harm.
   */
  readonly keep?: ((cursor: string) => void | Promise<void>) | undefined;
  /** Which events are this graph's, where one key serves several: by their `metadata`, say. */
  readonly only?: ((event: WebhookEvent) => boolean) | undefined;
  readonly onResumed?: ((event: WebhookEvent, outcome: Resumption) => void) | undefined;
  /** What a run threw, or the keeping. Such a thread is left as it is. */
  readonly onError?: ((error: unknown, event?: WebhookEvent) => void) | undefined;
}

/** So many threads run at once. */
const mostRuns = 10;
/** A thread that does not wait yet is looked at again after so many milliseconds, some half a minute in all. */
const lookAgain = [100, 300, 1_000, 3_000, 9_000, 15_000];

/**
 * Runs until `signal`, one process at a time is enough.
 *
 * ```ts
 * await resumePauses(graph, { client, after: await load(), keep: save, signal });
 * ```
 */
export async function resumePauses(graph: ResumableGraph, options: ResumePauses): Promise<void> {
  const { client, after, run_id, signal, keep, only = () => true, onError } = options;
  const running = new Set<Promise<void>>();
  let kept: Promise<void> = Promise.resolve();
  try {
    for await (const page of client.events.pages({ after, run_id }, { signal })) {
      const runs: Promise<void>[] = [];
      for (const event of page.data.filter(only)) {
        const run = wake(graph, event, options).finally(() => running.delete(run));
        running.add(run);
        runs.push(run);
        if (running.size >= mostRuns) await Promise.race(running);
      }
      kept = Promise.all([kept, ...runs])
        .then(() => (signal?.aborted ? undefined : keep?.(page.next_cursor)))
        .catch((error: unknown) => onError?.(error));
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  } finally {
    await kept;
  }
}

async function wake(
  graph: ResumableGraph,
  event: WebhookEvent,
  options: ResumePauses,
): Promise<void> {
  const { pause_id, data } = event;
  try {
    for (const milliseconds of [...lookAgain, 0]) {
      const outcome = await resumePause(graph, { pause_id, metadata: data.metadata }, options);
      const again = outcome === 'early' || (outcome === 'waiting' && data.status !== 'pending');
      if (!again || milliseconds === 0 || options.signal?.aborted) {
        return options.onResumed?.(event, outcome);
      }
      await sleep(milliseconds, options.signal);
    }
  } catch (error) {
    options.onError?.(error, event);
  }
}

const sleep = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done);
  });
