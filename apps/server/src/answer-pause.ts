// Answers a pause, through whichever door the answer came: it is settled, or held for a while.
import type { Answer, ProblemCode } from '@pausepoint/core';
import { findPauseByLink, settle, type PauseRecord } from '@pausepoint/store';
import type { Services } from './services.ts';
import { tellSettled } from './tell-settled.ts';

export interface Answered {
  /** As it stands now. */
  readonly pause: PauseRecord;
  /** Why the answer does not count; undefined: it does. */
  readonly refusal?: ProblemCode;
}

type Parts = Pick<Services, 'store' | 'signals' | 'metrics' | 'pauses'>;

export async function answerPause(
  services: Parts,
  pause: PauseRecord,
  answer: Answer,
  pressId?: string,
): Promise<Answered> {
  const key = { developerId: pause.developerId, pauseId: pause.id };
  const [settled] = await settle(services.store, [{ kind: 'respond', ...key, answer, pressId }]);
  if (!settled) throw new Error('the gate gave no verdict');
  const { verdict } = settled;
  if ('refusal' in verdict) {
    const now = await findPauseByLink(services.store, key);
    return { pause: now ?? pause, refusal: verdict.refusal };
  }
  if (!('settlement' in verdict)) {
    // Nobody is told before it is final; the worker must know when that is.
    services.signals.due();
    return { pause: { ...pause, held: 'held' in verdict ? verdict.held : null } };
  }
  const { status, choice, text, responseAt, resolvedAt } = verdict.settlement;
  const { via, identifiedBy, recipientIndex, userId = null } = answer;
  const answered = {
    ...pause,
    ...{ status, responseChoice: choice, responseText: text, responseAt, resolvedAt },
    held: null,
    decision: { via, identifiedBy, recipientIndex, userId },
  };
  services.pauses.settled(answered);
  tellSettled(services, key, status);
  return { pause: answered };
}
