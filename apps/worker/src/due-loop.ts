// Looks when something is due, and never sleeps past it.

interface DueLoopOptions {
  /** Does what is due; true if there was anything. */
  readonly round: () => Promise<boolean>;
  /** Milliseconds until the next thing is due; null if nothing is. */
  readonly untilDue: () => Promise<number | null>;
  readonly onError: (error: unknown) => void;
}

export interface DueLoop {
  /** Look now. */
  readonly wake: () => void;
  close(): Promise<void>;
}

/**
 * At most a second: what another process adds is seen in time, no clock is trusted for long, and no
 * timer comes near the 24.8 days where `setTimeout` overflows.
 */
const LONGEST_SLEEP = 1_000;
const FIRST_BACKOFF = 2;

export function startDueLoop({ round, untilDue, onError }: DueLoopOptions): DueLoop {
  let open = true;
  let woken = false;
  let interrupt = (): void => {};
  let idleRounds = 0;
  let failures = 0;

  async function run(): Promise<void> {
    while (open) {
      woken = false;
      const milliseconds = await look();
      if (open && !woken) await sleep(milliseconds);
    }
  }

  /** How long to sleep after this round. */
  async function look(): Promise<number> {
    try {
      const busy = await round();
      const due = await untilDue();
      failures = 0;
      idleRounds = busy ? 0 : idleRounds + 1;
      if (due === null) return LONGEST_SLEEP;
      // Due, but in other hands (a lease, a lock, no free room): look again, ever less often.
      if (due <= 0) return busy ? 0 : backoff(idleRounds);
      return Math.min(Math.ceil(due), LONGEST_SLEEP);
    } catch (error) {
      onError(error);
      return backoff(++failures + 5);
    }
  }

  const sleep = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  function wake(): void {
    woken = true;
    interrupt();
  }

  // Not before whoever starts the loop holds it in hand.
  const running = Promise.resolve().then(run);
  return {
    wake,
    async close() {
      open = false;
      wake();
      await running;
    },
  };
}

const backoff = (round: number): number =>
  Math.min(FIRST_BACKOFF * 2 ** Math.min(round, 20), LONGEST_SLEEP);
