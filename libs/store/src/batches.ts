// Does together what comes while the same is under way: alone nobody waits, in a crowd all share one commit.
import { isUndone } from './sql.ts';

export interface BatchOptions {
  /** In one batch. */
  readonly most: number;
  /** Batches under way at once. */
  readonly atOnce: number;
  /** Doing it twice does nothing twice, so that what may have been done may be done anew. */
  readonly repeatable?: boolean;
}

interface Waiting<In, Out> {
  readonly one: In;
  readonly resolve: (out: Out) => void;
  readonly reject: (error: unknown) => void;
}

export interface Batches<In, Out> {
  add(one: In): Promise<Out>;
  /** Once nothing is under way any more. */
  ended(): Promise<void>;
}

/**
 * Nobody fails by another's fault: a batch that was surely undone is done anew in halves, down to the one
 * that is to blame. Anything else, a connection lost above all, may have been done: what is repeatable is
 * done anew one by one, of the rest everybody is told.
 *
 * @param work one result for each, in their order; all of it or nothing
 */
export function createBatches<In, Out>(
  { most, atOnce, repeatable = false }: BatchOptions,
  work: (batch: readonly In[]) => Promise<readonly Out[]>,
): Batches<In, Out> {
  const waiting: Waiting<In, Out>[] = [];
  const underWay = new Set<Promise<void>>();

  function start(): void {
    while (waiting.length > 0 && underWay.size < atOnce) {
      const batch = finish(waiting.splice(0, most)).then(() => {
        underWay.delete(batch);
        start();
      });
      underWay.add(batch);
    }
  }

  async function finish(batch: readonly Waiting<In, Out>[]): Promise<void> {
    try {
      const results = await work(batch.map(({ one }) => one));
      for (const [place, { resolve }] of batch.entries()) resolve(results[place]!);
    } catch (error) {
      const parts = batch.length > 1 ? toBeDoneAnew(batch, error) : [];
      if (parts.length === 0) for (const { reject } of batch) reject(error);
      await Promise.all(parts.map(finish));
    }
  }

  function toBeDoneAnew<T>(batch: readonly T[], error: unknown): readonly (readonly T[])[] {
    const half = batch.length >> 1;
    if (isUndone(error)) return [batch.slice(0, half), batch.slice(half)];
    return repeatable ? batch.map((one) => [one]) : [];
  }

  return {
    add: (one) =>
      new Promise((resolve, reject) => {
        // At the end of this turn: of those whose requests came together none goes alone.
        if (waiting.push({ one, resolve, reject }) === 1) setImmediate(start);
      }),
    async ended() {
      for (start(); underWay.size > 0;) await Promise.all(underWay);
    },
  };
}
