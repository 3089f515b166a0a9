// Looks in a thread's state for the interrupt that waits for a pause.
import type { StateSnapshot } from '@langchain/langgraph';
import type { PauseOrigin } from './place.ts';
import type { PauseInterrupt } from './interrupt-while-pending.ts';

type Task = StateSnapshot['tasks'][number];

export interface Waiting {
  readonly interruptId: string;
  /** What it shows that it waits for: the task may wait for several. */
  readonly pauseId: string;
}

/**
 * A task that asked several humans shows one interrupt only; waking that runs the whole task, which
 * looks at every one of its pauses.
 */
export function findWait(
  state: StateSnapshot,
  { pause_id, origin }: { readonly pause_id: string; readonly origin: PauseOrigin },
): Waiting | 'early' | 'done' {
  const tasks = tasksIn(state);
  const path = taskIds(origin.checkpoint_ns);
  const asker = tasks.find(({ id }) => id === path.at(-1));
  // Its result is kept until the others of its step have theirs.
  if (asker?.result !== undefined) return 'done';
  const waits = (asker ? [asker] : tasks).flatMap(waitsOf);
  const exact = waits.find(({ pauseId }) => pauseId === pause_id);
  if (exact) return exact;
  if (asker) return waits[0] ?? 'early';
  return reached(state, path) > origin.checkpoint_id ? 'done' : 'early';
}

/** With those of subgraphs, which are known while they are interrupted. */
const tasksIn = (state: StateSnapshot): readonly Task[] =>
  state.tasks.flatMap((task) => [task, ...(isSnapshot(task.state) ? tasksIn(task.state) : [])]);

const waitsOf = ({ interrupts }: Task): Waiting[] =>
  interrupts.flatMap(({ id, value }) => {
    const { type, pause_id } = (value ?? {}) as Partial<PauseInterrupt>;
    return id && type === 'pausepoint.pause' && pause_id
      ? [{ interruptId: id, pauseId: pause_id }]
      : [];
  });

/** `review:<id>|approve:<id>`, the outermost first. */
const taskIds = (checkpointNs: string): readonly string[] =>
  checkpointNs.split('|').map((step) => step.slice(step.lastIndexOf(':') + 1));

/**
 * How far the thread is, where it left the pause's way. Ids of checkpoints grow with time; what can't be
 * seen has not begun.
 */
function reached({ config, tasks }: StateSnapshot, [step, ...rest]: readonly string[]): string {
  const onTheWay = tasks.find(({ id }) => id === step);
  if (!onTheWay) return (config.configurable?.['checkpoint_id'] as string | undefined) ?? '';
  return isSnapshot(onTheWay.state) ? reached(onTheWay.state, rest) : '';
}

const isSnapshot = (state: Task['state']): state is StateSnapshot =>
  state !== undefined && 'tasks' in state;
