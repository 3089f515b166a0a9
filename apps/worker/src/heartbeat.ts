// Says "this worker lives" where every process can read it; /readyz looks at its age.
import type { Log } from '@pausepoint/runtime';
import { beat, type Store } from '@pausepoint/store';

interface HeartbeatParts {
  readonly store: Store;
  readonly log: Log;
  readonly now: () => Date;
  readonly processId: string;
}

const EVERY_MILLISECONDS = 2_000;

export function startHeartbeat({ store, log, now, processId }: HeartbeatParts) {
  let beating: Promise<void> | undefined;

  function pulse(): void {
    beating ??= beat(store, { processId, role: 'worker', now: now() })
      .catch((error: unknown) => log.warn({ err: error }, 'heartbeat failed'))
      .finally(() => (beating = undefined));
  }

  pulse();
  const timer = setInterval(pulse, EVERY_MILLISECONDS);
  return {
    async close(): Promise<void> {
      clearInterval(timer);
      await beating;
    },
  };
}
