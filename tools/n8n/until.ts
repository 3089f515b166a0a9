// Waits for a condition, as long as a busy machine may take.
import { setTimeout } from 'node:timers/promises';

const PATIENCE_MILLISECONDS = 240_000;

export async function until<T>(
  what: string,
  find: () => Promise<T | undefined | false>,
): Promise<T> {
  const end = Date.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`It did not come to pass that ${what}.`);
    await setTimeout(200);
  }
}
