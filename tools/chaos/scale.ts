// How big a run is: small in CI, `CHAOS_SCALE=10 npm test -w @pausepoint/tools` for the full size.

const factor = Number(process.env['CHAOS_SCALE'] ?? '1');
if (!(factor > 0)) throw new Error('CHAOS_SCALE must be a number above 0');

export const scaled = (size: number): number => Math.ceil(size * factor);

/** Milliseconds a test may take, growing with its size. */
export const patience = (milliseconds: number): number =>
  Math.ceil(milliseconds * Math.max(1, factor));

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
