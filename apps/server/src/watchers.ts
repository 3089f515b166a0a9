// Whoever has a page open that shows what happens: told that something did, by this process or by any other.
import { DomainError } from '@pausepoint/core';
import type { Log, Signals } from '@pausepoint/runtime';
import { changedSince, type Store } from '@pausepoint/store';
import { createSettledTail, type TailPage } from './settled-tail.ts';
import { createWaiters, type WaitedFor, type Waiter } from './waiters.ts';

export interface Watchers {
  /** From here on no change is missed. Throws `rate_limited` where a session, or a team, has too many pages open. */
  join(of: WaitedFor, sessionId: string): Promise<Waiter>;
  close(): void;
}

/** A browser opens six connections to a host at most, and needs some for the pages themselves. */
const FOR_A_SESSION = 4;
/** However often somebody signs in, there is room for other teams. */
const FOR_A_DEVELOPER = 200;
const FOR_ALL = 1_000;
const EVERY_MILLISECONDS = 1_000;

interface Seated {
  readonly of: WaitedFor;
  readonly sessionId: string;
}

/** One question a second, however many watch, and none while nobody does. */
export function createWatchers(store: Store, signals: Signals, log: Log): Watchers {
  const seated = new Set<Seated>();

  const read = async (cursor: string | null): Promise<TailPage> => {
    const asked = new Set(seated);
    const page = await changedSince(store, cursor, {
      developerIds: [...new Set([...asked].map(({ of }) => of.developerId))],
      pauseIds: [...asked].flatMap(({ of }) => of.pauseId ?? []),
    });
    // Nobody asked for those who came meanwhile: they look for themselves.
    const late = [...seated].filter((one) => !asked.has(one)).map(({ of }) => of);
    return { cursor: page.cursor, pauses: [...page.changed, ...late] };
  };
  const tail = createSettledTail({ log, read, everyMilliseconds: EVERY_MILLISECONDS });
  const waiters = createWaiters(signals, tail);

  return {
    async join(of, sessionId) {
      const own = [...seated].filter((one) => one.sessionId === sessionId).length;
      const team = [...seated].filter((one) => one.of.developerId === of.developerId).length;
      if (own >= FOR_A_SESSION || team >= FOR_A_DEVELOPER || seated.size >= FOR_ALL) {
        throw tooMany();
      }
      const seat = { of, sessionId };
      seated.add(seat);
      const { news, leave } = await waiters.join(of);
      return {
        news,
        leave() {
          seated.delete(seat);
          leave();
        },
      };
    },
    close: () => waiters.close(),
  };
}

const tooMany = (): DomainError =>
  new DomainError('rate_limited', 'Too many pages are kept up to date at once.', {
    retryAfterSeconds: 30,
  });
