// Waits for a condition that nothing announces: a file's content, the end of another's process.
import { setTimeout as pause } from 'node:timers/promises';

/** True as soon as the condition holds, false when the time is up without it. */
export async function until(
  holds: () => boolean,
  { withinMs, everyMs = 10 }: { readonly withinMs: number; readonly everyMs?: number },
): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() >= end) return false;
    await pause(everyMs);
  }
  return true;
}
