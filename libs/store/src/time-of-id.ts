// Bounds on time as bounds on ids, which begin with it: a range of the index instead of a walk.

/**
 * A second wide of the mark, because a row's time and its id's may come from two readings of a
 * clock. They go beside the condition on the time itself, which decides.
 */
export const madeAfter = (id: string, at: string): string =>
  `${id} >= lowest_id(${at}::timestamptz - interval '1 second')`;

export const madeBefore = (id: string, at: string): string =>
  `${id} < lowest_id(${at}::timestamptz + interval '1 second')`;
