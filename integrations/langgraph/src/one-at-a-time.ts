// Runs of one thread one after the other, within this process.

/** Runs `work` while nobody else who was given the same thread id does. */
export type Exclusively = <T>(threadId: string, work: () => Promise<T>) => Promise<T>;

const last = new Map<string, Promise<unknown>>();

export const oneAtATime: Exclusively = async (threadId, work) => {
  const before = last.get(threadId);
  const mine = (async () => {
    await before?.catch(() => undefined);
    return work();
  })();
  last.set(threadId, mine);
  try {
    return await mine;
  } finally {
    if (last.get(threadId) === mine) last.delete(threadId);
  }
};
