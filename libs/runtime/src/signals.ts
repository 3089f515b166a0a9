// Pokes between the parts that share a process: hints to look now, never the only way to learn.

export interface PauseRef {
  readonly developerId: string;
  readonly pauseId: string;
}

export interface Signals {
  /** These pauses left `pending`: wakes the waiters, and the worker for their webhooks. */
  readonly settled: (pauses: readonly PauseRef[]) => void;
  readonly onSettled: (listener: (pauses: readonly PauseRef[]) => void) => () => void;
  /** Something may be due now: a new deadline, notification or webhook. */
  readonly due: () => void;
  readonly onDue: (listener: () => void) => () => void;
}

/** @param onError hears of a listener that threw: a poke must not fail the request that gave it. */
export function createSignals(onError: (error: unknown) => void = warn): Signals {
  const settled = subject<readonly PauseRef[]>(onError);
  const due = subject<void>(onError);
  return {
    settled: (pauses) => {
      if (pauses.length > 0) settled.emit(pauses);
    },
    onSettled: settled.listen,
    due: due.emit,
    onDue: due.listen,
  };
}

function subject<T>(onError: (error: unknown) => void) {
  const listeners = new Set<{ readonly hear: (value: T) => void }>();
  return {
    emit: (value: T): void => {
      for (const listener of [...listeners]) {
        try {
          listener.hear(value);
        } catch (error) {
          onError(error);
        }
      }
    },
    listen: (hear: (value: T) => void): (() => void) => {
      const listener = { hear };
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const warn = (error: unknown): void =>
  process.emitWarning(error instanceof Error ? error : String(error));
