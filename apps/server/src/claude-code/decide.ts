// What became of a question, in words a model understands: only a human's Allow lets anything run.
import type { HookDecision } from '@pausepoint/contract';
import { type DomainError } from '@pausepoint/core';
import type { PauseRecord } from '@pausepoint/store';

export const ALLOW = 'Allow';
export const DENY = 'Deny';

const leave =
  'This is not an approval. Do not do it in another way, and do not ask again unless the user tells you to.';

export const deny = (reason: string): HookDecision => ({ behavior: 'deny', reason });

export function decisionOf({
  status,
  responseChoice,
  responseText,
}: Pick<PauseRecord, 'status' | 'responseChoice' | 'responseText'>): HookDecision {
  const note = responseText?.trim() ? `: ${responseText.trim()}` : '.';
  if (status === 'responded' && responseChoice === ALLOW) {
    const reason = `A human allowed this${note}`;
    return { behavior: 'allow', reason, note: responseText?.trim() ? reason : undefined };
  }
  if (status === 'responded') return deny(`A human denied this${note}\n${leave}`);
  if (status === 'timed_out') return deny(`No human agreed: nobody answered in time. ${leave}`);
  return deny(`No human agreed: the question was withdrawn. ${leave}`);
}

export const byPolicy = (behavior: HookDecision['behavior']): HookDecision =>
  behavior === 'allow'
    ? { behavior, reason: 'The policy allows this.' }
    : deny(`The policy does not allow this. Do not do it in another way.`);

export const unreachable = deny(
  `No human agreed: the message that asks for this could not be delivered to anybody. ${leave}`,
);

export const tooLong = deny(
  'No human was asked: this call is too long to be shown in full, and nobody should allow what they cannot read. Split it into smaller ones.',
);

export const unreadable = deny(
  'No human was asked: this call has text or numbers in it that cannot be shown as they are.',
);

export const tooOften = deny(
  `No human was asked: this very call has been asked about too often. ${leave}`,
);

export const ending = deny(`No human agreed: PausePoint is restarting. ${leave}`);

/** A call that may not be asked about must not run for that. */
export function refused({ message, errors = [] }: DomainError): HookDecision {
  const faults = errors.map(({ pointer, detail }) => `${pointer.replace(/^#?\/?/, '')} ${detail}`);
  const details = [message, ...(errors.length > 1 ? faults : [])].join('; ').replace(/\.$/, '');
  return deny(`No human was asked, PausePoint refused the question: ${details}. ${leave}`);
}
