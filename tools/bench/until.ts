// Waits for what must come, and says what never came.
import { setTimeout as wait } from 'node:timers/promises';

/** Looks every so many milliseconds, for two minutes. */
export async function until(
  what: string,
  come: () => Promise<boolean>,
  every = 100,
): Promise<void> {
  const patience = performance.now() + 120_000;
  while (!(await come())) {
    if (performance.now() > patience) throw new Error(`two minutes were not enough for ${what}`);
    await wait(every);
  }
}
