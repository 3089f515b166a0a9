// An answered pause's first webhook leaves at once where it was answered, and soon from another process.
import { createSignals } from '@pausepoint/runtime';
import type { Store } from '@pausepoint/store';
import { expect, test } from 'vitest';
import { startReceiver } from './testing/receiver.ts';
import { answer, ask, eventually, startTestWorker, useDatabase } from './testing/set-up.ts';

const db = useDatabase();

/** The same store, and how often the due loop has asked it when something is due. */
function counting(store: Store): { readonly store: Store; rounds(): number } {
  let rounds = 0;
  const pool = new Proxy(store.pool, {
    get(of, name) {
      const found: unknown = Reflect.get(of, name, of);
      if (typeof found !== 'function') return found;
      return (...args: unknown[]) => {
        if (name === 'query' && /until-due/.test(JSON.stringify(args[0] ?? ''))) rounds++;
        return Reflect.apply(found, of, args) as unknown;
      };
    },
  });
  return { store: { ...store, pool }, rounds: () => rounds };
}

async function tellOneByOne(answers: number, poke: boolean): Promise<number> {
  const { url, received } = await startReceiver();
  const signals = createSignals();
  const counted = counting(db());
  await startTestWorker(counted.store, { signals });
  const before = counted.rounds();
  for (let n = 1; n <= answers; n++) {
    const pause = await ask(db(), { webhookUrl: url });
    await answer(db(), pause);
    if (poke) signals.settled([{ developerId: pause.developerId, pauseId: pause.id }]);
    await eventually(() => expect(received).toHaveLength(n));
  }
  return counted.rounds() - before;
}

test('in the same process it does not wait for the due loop', async () => {
  // Each waits for the one before: if they had to be found, it would take a round for every one.
  expect(await tellOneByOne(20, true)).toBeLessThan(10);
});

test('across processes the next round of the due loop finds it', async () => {
  expect(await tellOneByOne(4, false)).toBeGreaterThanOrEqual(3);
});
