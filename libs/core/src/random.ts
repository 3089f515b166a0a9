// Random bytes out of a supply: asking the system for a few at a time costs more than what they are for.
import { randomFillSync } from 'node:crypto';

const supply = Buffer.alloc(4_096);
let taken = supply.length;

/** At most 4,096. Nobody else ever gets them: what was handed out is wiped here. */
export function randomFew(count: number): Buffer {
  if (taken + count > supply.length) {
    randomFillSync(supply);
    taken = 0;
  }
  const bytes = Buffer.from(supply.subarray(taken, taken + count));
  supply.fill(0, taken, taken + count);
  taken += count;
  return bytes;
}
