// Follows what other processes settle, by reading the audit log's end while somebody waits.
import type { Log } from '@pausepoint/runtime';
import type { WaitedFor } from './waiters.ts';

export interface SettledTail {
  /** One more waits; resolves once everything settled from now on will be heard of. */
  join(): Promise<void>;
  leave(): void;
  onSettled(listener: (pauses: readonly WaitedFor[]) => void): () => void;
  close(): void;
}

export interface TailPage {
  readonly cursor: string;
  readonly pauses: readonly WaitedFor[];
}

interface TailOptions {
  /** Everything settled after the cursor; from null: nothing yet, but where the end is. */
  readonly read: (cursor: string | null) => Promise<TailPage>;
  readonly log: Log;
  readonly everyMilliseconds?: number;
}

/** While the database does not answer, asking it forty times a second helps nobody. */
const TROUBLE_MILLISECONDS = 500;
/** An agent that polls on and on leaves and joins all the time: keep following in between. */
const LINGER_MILLISECONDS = 2_000;

export function createSettledTail({ read, log, everyMilliseconds = 25 }: TailOptions): SettledTail {
  const listeners = new Set<(pauses: readonly WaitedFor[]) => void>();
  let waiting = 0;
  let lastLeft = -Infinity;
  let cursor: string | null = null;
  let following: Promise<void> | undefined;
  let failing = false;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  const step = async (): Promise<void> => {
    try {
      const page = await read(cursor);
      cursor = page.cursor;
      if (failing) log.info('following settled pauses again');
      failing = false;
      if (page.pauses.length > 0) for (const listener of listeners) listener(page.pauses);
    } catch (error) {
      if (!failing) log.warn({ err: error }, 'cannot follow settled pauses');
      failing = true;
    }
    timer = setTimeout(next, failing ? TROUBLE_MILLISECONDS : everyMilliseconds);
    // Nobody waits for the server to end because of this alone.
    timer.unref();
  };

  const next = (): void => {
    const idle = waiting === 0 && performance.now() - lastLeft > LINGER_MILLISECONDS;
    if (!closed && !idle) return void step();
    following = undefined;
    cursor = null;
  };

  return {
    join() {
      waiting++;
      // Only the first step is waited for: with its cursor nothing later can be missed.
      return closed ? Promise.resolve() : (following ??= step());
    },
    leave() {
      waiting--;
      lastLeft = performance.now();
    },
    onSettled(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
