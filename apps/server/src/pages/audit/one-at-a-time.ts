// Of those who ask for the same at once the first one's work is done, and told to all of them.
import type { Scope } from '@pausepoint/store';

const running = new Map<string, Promise<unknown>>();

export function oneAtATime<T>({ developerId, mode }: Scope, work: () => Promise<T>): Promise<T> {
  const name = `${developerId}/${mode}`;
  const begun = running.get(name) as Promise<T> | undefined;
  if (begun) return begun;
  const started = work().finally(() => running.delete(name));
  running.set(name, started);
  return started;
}
