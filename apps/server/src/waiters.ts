// Whoever holds a long poll, woken when there is news: by this process or by any other.
import type { Signals } from '@pausepoint/runtime';
import type { SettledTail } from './settled-tail.ts';

/** One pause, or with null whatever happens to any of the developer's. */
export interface WaitedFor {
  readonly developerId: string;
  readonly pauseId: string | null;
}

/** `settled` is a hint to look again; `closing` asks to answer now, whatever the answer. */
export type Wake = 'settled' | 'time' | 'gone' | 'closing';

export interface Waiter {
  /** Waits for news, but at most so long. A hint that came before the call counts. */
  readonly news: (milliseconds: number) => Promise<Wake>;
  /** Answered, or the client went away: whatever still waits for news hears `gone`. */
  readonly leave: () => void;
}

export interface Waiters {
  /** From here on no settlement is missed: read after this, not before. */
  join(of: WaitedFor): Promise<Waiter>;
  count(): number;
  /** Everybody answers at once, and nobody waits any more. */
  close(): void;
}

interface Seat {
  readonly news: Waiter['news'];
  readonly wake: (reason: Wake) => void;
}

export function createWaiters(signals: Signals, tail: SettledTail): Waiters {
  const seats = new Map<string, Set<Seat>>();
  let closing = false;

  const wakeAll = (pauses: readonly WaitedFor[]): void => {
    if (seats.size === 0) return;
    for (const pause of pauses) seats.get(nameOf(pause))?.forEach((seat) => seat.wake('settled'));
    for (const developerId of new Set(pauses.map((pause) => pause.developerId))) {
      const name = nameOf({ developerId, pauseId: null });
      seats.get(name)?.forEach((seat) => seat.wake('settled'));
    }
  };
  const stopListening = [signals.onSettled(wakeAll), tail.onSettled(wakeAll)];

  return {
    async join(of) {
      const name = nameOf(of);
      const seat = createSeat();
      const all = seats.get(name) ?? new Set();
      seats.set(name, all.add(seat));
      if (closing) seat.wake('closing');
      await tail.join();
      const leave = (): void => {
        if (!all.delete(seat)) return;
        seat.wake('gone');
        if (all.size === 0 && seats.get(name) === all) seats.delete(name);
        tail.leave();
      };
      return { news: seat.news, leave };
    },
    count: () => [...seats.values()].reduce((sum, all) => sum + all.size, 0),
    close() {
      closing = true;
      for (const all of seats.values()) all.forEach((seat) => seat.wake('closing'));
      stopListening.forEach((stop) => stop());
      tail.close();
    },
  };
}

function createSeat(): Seat {
  // A hint is kept until it is taken; leaving and closing are for good.
  let hint: Wake | undefined;
  let resume: ((reason: Wake) => void) | undefined;
  return {
    wake(reason) {
      if (hint !== 'gone' && hint !== 'closing') hint = reason;
      resume?.(hint);
    },
    news: (milliseconds) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => resume?.('time'), milliseconds);
        resume = (reason) => {
          clearTimeout(timer);
          resume = undefined;
          if (hint === 'settled') hint = undefined;
          resolve(reason);
        };
        if (hint) resume(hint);
      }),
  };
}

const nameOf = ({ developerId, pauseId }: WaitedFor): string => `${developerId}/${pauseId ?? '*'}`;
