// Answers a pause for whoever is signed in, as far as they were asked.
import { DomainError, formatId, type Answer } from '@pausepoint/core';
import { findAsked, type PauseRecord, type SessionRecord } from '@pausepoint/store';
import { answerPause } from './answer-pause.ts';
import type { Services } from './services.ts';

/**
 * As which recipient of the pause somebody answers; null: as an owner, whom every `/api/pause` is
 * for. Undefined: they were not asked.
 */
export async function askedAs(
  { store }: Pick<Services, 'store'>,
  session: SessionRecord,
  pause: PauseRecord,
): Promise<number | null | undefined> {
  if (session.developerId !== pause.developerId) return undefined;
  const [index] = await findAsked(store, session, pause.id);
  return index ?? (pause.watch && session.role === 'owner' ? null : undefined);
}

/** Who was signed in, as the decision tells it. */
export const signedInAs = ({ personId }: SessionRecord) => ({
  identifiedBy: 'signed_in' as const,
  userId: formatId('person', personId),
});

/** Throws why it does not count; the pause as it stands then, else. */
export async function answerSignedIn(
  services: Parameters<typeof answerPause>[0],
  session: SessionRecord,
  pause: PauseRecord,
  given: Pick<Answer, 'choice' | 'text'>,
): Promise<PauseRecord> {
  const recipientIndex = await askedAs(services, session, pause);
  if (recipientIndex === undefined) {
    throw new DomainError('role_denied', 'Only whoever was asked, or an owner, decides this.');
  }
  const answer = { ...given, ...signedInAs(session), via: 'dashboard', recipientIndex } as const;
  const { pause: now, refusal } = await answerPause(services, pause, answer);
  if (refusal === undefined) return now;
  if (now.status !== 'pending') {
    throw new DomainError('already_settled', `The pause is already ${now.status}.`);
  }
  if (refusal === 'page_required') {
    throw new DomainError(refusal, 'This needs the link in the message that was sent for it.');
  }
  throw new DomainError(refusal);
}
