// A pause as it stood when an event happened, so that a late try sends the bytes of the first.
import type { PauseRecord } from '../records.ts';

export function asItWas(pause: PauseRecord, at: Date): PauseRecord {
  if (pause.resolvedAt === null || pause.resolvedAt <= at) return pause;
  return {
    ...pause,
    status: 'pending',
    held: null,
    responseChoice: null,
    responseText: null,
    responseAt: null,
    resolvedAt: null,
    decision: null,
  };
}
