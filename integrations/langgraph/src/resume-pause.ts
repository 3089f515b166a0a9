// Wakes the thread that waits for a pause, if it still does.
import type { RunnableConfig } from '@langchain/core/runnables';
import { Command, INTERRUPT, isInterrupted, type StateSnapshot } from '@langchain/langgraph';
import { findWait } from './find-wait.ts';
import { oneAtATime, type Exclusively } from './one-at-a-time.ts';
import type { PauseOrigin } from './place.ts';
import type { PauseInterrupt } from './interrupt-while-pending.ts';

/** Any compiled graph. */
export interface ResumableGraph {
  getState(config: RunnableConfig, options?: { subgraphs?: boolean }): Promise<StateSnapshot>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each graph has a `Command` of its own
  invoke(input: any, config: RunnableConfig): Promise<unknown>;
}

/** A pause, or what an event says of one. */
export interface Settled {
  readonly pause_id: string;
  readonly metadata: Readonly<Record<string, unknown>> | null;
}

export interface ResumeOptions {
  /** What else the graph is run with: `context`, callbacks, your own `configurable`. */
  readonly config?: ((threadId: string) => RunnableConfig | Promise<RunnableConfig>) | undefined;
  /**
   * LangGraph does not keep two runs of one thread apart. Default: those of this process are. With
   * several processes give a lock that all of them see.
   */
  readonly exclusively?: Exclusively | undefined;
}

/**
 * - `resumed`: the thread ran on.
 * - `waiting`: it ran, and waits for this pause still, or again.
 * - `early`: it does not wait for it yet; try again in a moment.
 * - `done`: it has gone on before.
 * - `foreign`: no graph asked.
 */
export type Resumption = 'resumed' | 'waiting' | 'early' | 'done' | 'foreign';

/**
 * Harmless as often as you like: the pause's own status is read by the graph, this only wakes it.
 *
 * ```ts
 * await resumePause(graph, await client.pauses.get(pauseId));
 * ```
 */
export async function resumePause(
  graph: ResumableGraph,
  { pause_id, metadata }: Settled,
  { config, exclusively = oneAtATime }: ResumeOptions = {},
): Promise<Resumption> {
  const origin = originIn(metadata);
  if (!origin) return 'foreign';
  const { thread_id } = origin;
  return exclusively(thread_id, async () => {
    const given = (await config?.(thread_id)) ?? {};
    const thread = { ...given, configurable: { ...given.configurable, thread_id } };
    const state = await graph.getState(thread, { subgraphs: true });
    const found = findWait(state, { pause_id, origin });
    if (typeof found === 'string') return found;
    const resume = { [found.interruptId]: { pause_id } };
    const output = await graph.invoke(new Command({ resume }), thread);
    const still = isInterrupted<Partial<PauseInterrupt>>(output) ? output[INTERRUPT] : [];
    return still.some(({ value }) => value?.pause_id === pause_id) ? 'waiting' : 'resumed';
  });
}

function originIn(metadata: Settled['metadata']): PauseOrigin | undefined {
  const origin = metadata?.['langgraph'] as Partial<PauseOrigin> | null | undefined;
  const parts = [origin?.thread_id, origin?.checkpoint_id, origin?.checkpoint_ns];
  return parts.every((part) => typeof part === 'string') ? (origin as PauseOrigin) : undefined;
}
