// Many hands on one heap of work.

/** Runs `work` for 0 … size - 1 with `hands` of them at a time. */
export async function share(
  size: number,
  hands: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const hand = async (): Promise<void> => {
    while (next < size) await work(next++);
  };
  await Promise.all(Array.from({ length: hands }, hand));
}
