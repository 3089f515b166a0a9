// How big a scenario is: small in CI, `CHAOS_SCALE=10 npm test` for the full size.

const factor = Number(process.env['CHAOS_SCALE'] ?? '1');
if (!(factor > 0)) throw new Error('CHAOS_SCALE must be a number above 0');

export const scaled = (size: number): number => Math.ceil(size * factor);

/** Milliseconds a test may take, growing with its size. */
export const patience = (milliseconds: number): number =>
  Math.ceil(milliseconds * Math.max(1, factor));
